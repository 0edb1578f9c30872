"""Writes test/golden/schedulers.json: what diffusers' samplers make of a stand-in network.

    python export/scheduler_goldens.py test/golden/schedulers.json

The initial noise is the file's own and stays. Samplers that add noise draw it from torch's generator
of `noiseSeed`."""

import json
import sys
from pathlib import Path

import diffusers
import torch

DIMS = (1, 4, 3, 3)
NOISE_SEED = 7
TRAINING = {
    'num_train_timesteps': 1000, 'beta_start': 0.00085, 'beta_end': 0.012,
    'beta_schedule': 'scaled_linear',
}  # fmt: skip
LEADING = {**TRAINING, 'timestep_spacing': 'leading', 'steps_offset': 1}
TRAILING = {**TRAINING, 'timestep_spacing': 'trailing'}
DDIM = {**LEADING, 'clip_sample': False, 'set_alpha_to_one': False}
SOLVER = {**LEADING, 'algorithm_type': 'dpmsolver++', 'solver_order': 2}
V, KARRAS = {'prediction_type': 'v_prediction'}, {'use_karras_sigmas': True}
OTHER = {'original_inference_steps': 30, 'timestep_scaling': 0.01}

CASES = [
    ('euler-sdxl', 'EulerDiscreteScheduler', LEADING, (50, 20, 7)),
    ('euler-trailing', 'EulerDiscreteScheduler', TRAILING, (4, 8)),
    ('euler-v', 'EulerDiscreteScheduler', LEADING | V, (20,)),
    ('euler-karras', 'EulerDiscreteScheduler', LEADING | KARRAS, (20,)),
    ('ddim-sdxl', 'DDIMScheduler', DDIM, (50, 20)),
    ('ddim-v', 'DDIMScheduler', DDIM | V, (20,)),
    ('dpmpp-2m', 'DPMSolverMultistepScheduler', SOLVER, (20,)),
    ('dpmpp-2m-karras', 'DPMSolverMultistepScheduler', SOLVER | KARRAS, (20, 8)),
    ('lcm-sdxl', 'LCMScheduler', LEADING, (1, 4, 7, 8)),
    ('lcm-v', 'LCMScheduler', LEADING | V, (6,)),
    # With so little scaling the boundary condition shows.
    ('lcm-other', 'LCMScheduler', LEADING | OTHER, (8,)),
]


def network(latents, timestep):
    return 0.6 * torch.sin(3 * latents + 0.01 * timestep)


def numbers(values):
    return [float(f'{value:.7g}') for value in values.flatten().tolist()]


def run(name, kind, config, steps, noise):
    scheduler = getattr(diffusers, kind)(**config)
    scheduler.set_timesteps(steps)
    adds = {'generator': torch.Generator().manual_seed(NOISE_SEED)} if kind == 'LCMScheduler' else {}
    latents, history = noise * scheduler.init_noise_sigma, []
    for t in scheduler.timesteps:
        prediction = network(scheduler.scale_model_input(latents, t), t)
        latents = scheduler.step(prediction, t, latents, **adds).prev_sample
        history.append(numbers(latents))
    sigmas = getattr(scheduler, 'sigmas', None)
    return {
        'name': name, 'type': kind, 'config': config, 'steps': steps,
        **({'noiseSeed': NOISE_SEED} if adds else {}),
        'timesteps': numbers(scheduler.timesteps),
        'sigmas': None if sigmas is None else numbers(sigmas),
        'initNoiseSigma': float(scheduler.init_noise_sigma),
        'firstLatents': history[0], 'midLatents': history[steps // 2], 'finalLatents': history[-1],
    }  # fmt: skip


def main(path):
    golden = json.loads(path.read_text())
    noise = torch.tensor(golden['initialNoise']).reshape(DIMS)
    golden['cases'] = [
        run(name, kind, config, steps, noise)
        for name, kind, config, all_steps in CASES
        for steps in all_steps
    ]
    path.write_text(json.dumps(golden))


if __name__ == '__main__':
    main(Path(sys.argv[1]))
