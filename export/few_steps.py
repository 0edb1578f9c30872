"""A model distilled to draw in few steps: without guidance, on the times of its own sampler, with the
published moments at the same noise.

`euler`: SDXL-Lightning (Lin et al., 2024) and its like, on trailing times. `lcm`: latent consistency
(Luo et al., 2023), which adds noise on the way."""

import math

from diffusers import EulerDiscreteScheduler, LCMScheduler

# What bundle.json says of each sampler's times; LCM's are diffusers' own, of every published LoRA.
CLOCKS = {
    'euler': {'timestep_spacing': 'trailing'},
    'lcm': {'original_inference_steps': 50, 'timestep_scaling': 10, 'use_karras_sigmas': False},
}


def euler_sigmas(config, steps, spacing):
    """Noise over signal at each step of Euler's plan."""
    offset = int(spacing == 'leading')
    scheduler = EulerDiscreteScheduler.from_config(
        config, timestep_spacing=spacing, steps_offset=offset
    )
    scheduler.set_timesteps(steps)
    return scheduler.sigmas[:-1].tolist()


def lcm_sigmas(config, steps):
    """The same of LCM's plan."""
    scheduler = LCMScheduler.from_config(config, **CLOCKS['lcm'])
    scheduler.set_timesteps(steps)
    bars = scheduler.alphas_cumprod[scheduler.timesteps]
    return ((1 - bars) / bars).sqrt().tolist()


def nearest(found, sigma):
    """The step whose noise is nearest, by ratio."""
    return min(range(len(found)), key=lambda i: abs(math.log(found[i] / sigma)))


def few_steps(config, steps, sampler, published):
    """What changes in the `published` defaults with so many steps of that sampler: re-denoising starts, and the class token
    stands twice, where noise is nearest to what it is there in the published ones."""
    slow = euler_sigmas(config, published['steps'], 'leading')
    found = (
        lcm_sigmas(config, steps) if sampler == 'lcm' else euler_sigmas(config, steps, 'trailing')
    )
    start = nearest(found, slow[published['startStep'] - 1]) + 1
    first_twice = slow[published['discovery']['classTokenTwiceAfter'] + 1]
    return {
        'sampler': sampler,
        'steps': steps,
        'guidanceScale': 1,
        'startStep': start,
        'discovery': {
            'steps': steps,
            'guidanceScale': 1,
            'classTokenTwiceAfter': max(0, nearest(found, first_twice) - 1),
        },
    }
