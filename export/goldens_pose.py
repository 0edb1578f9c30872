"""Goldens of a posed template: diffusers' own pipeline with a ControlNet, on the tiny sources."""

import numpy as np
import torch
from diffusers import StableDiffusionXLControlNetPipeline
from PIL import Image, ImageDraw, ImageOps

from controlnet import load_controlnet

POSE = {
    'prompt': 'a photo of a young woman with long red hair, walking in the park',
    'negativePrompt': 'noisy, blurry, soft, deformed, ugly',
    'seed': 12,
    'steps': 20,
    'guidanceScale': 7,
    'conditioningScale': 0.8,
    'timestep': 501,
}

LIMBS = {
    (255, 0, 0): (75, 40, 50, 62), (255, 170, 0): (75, 40, 104, 58), (0, 255, 0): (75, 40, 72, 88),
    (0, 170, 255): (72, 88, 50, 140), (85, 0, 255): (72, 88, 100, 138), (255, 0, 170): (75, 40, 76, 18),
}  # fmt: skip


def skeleton(width, height):
    """A person of lines on black, as poses are drawn for such networks; `height` is stretched."""
    picture = Image.new('RGB', (150, 150))
    drawing = ImageDraw.Draw(picture)
    for colour, line in LIMBS.items():
        drawing.line(line, fill=colour, width=5)
    return picture.resize((width, height), Image.Resampling.NEAREST)


def pose(reference, source):
    network = load_controlnet(source, reference.unet)
    parts = {n: getattr(reference.pipeline, n) for n in reference.pipeline.components}
    kept = ('vae', 'text_encoder', 'text_encoder_2', 'tokenizer', 'tokenizer_2', 'unet', 'scheduler')
    pipeline = StableDiffusionXLControlNetPipeline(
        **{name: parts[name] for name in kept}, controlnet=network, add_watermarker=False
    )
    pipeline.set_progress_bar_config(disable=True)
    picture, side = skeleton(150, 150), reference.image
    wide = skeleton(96, 61)
    prepared = pipeline.control_image_processor.preprocess(picture, height=side, width=side)
    found = {
        'picture': torch.from_numpy(np.array(picture)),
        'prepared': (prepared[0] * 255).round().byte(),
        'wide': torch.from_numpy(np.array(wide)),
        # Another shape is not stretched: a person would be. Black says nothing to the network.
        'wide_prepared': torch.from_numpy(
            np.array(ImageOps.pad(wide, (side, side), Image.Resampling.LANCZOS))
        ).permute(2, 0, 1),
    }

    negative, positive = reference.encode(POSE['prompt'], POSE['negativePrompt'])
    text = tuple(torch.cat(rows) for rows in zip(negative, positive, strict=True))
    generator = torch.Generator().manual_seed(78)
    latents = torch.randn(2, reference.channels, reference.side, reference.side, generator=generator)
    added = {'text_embeds': text[1], 'time_ids': reference.time_ids.repeat(2, 1)}
    t = torch.tensor(POSE['timestep'])
    down, mid = network(
        latents, t, text[0], prepared, POSE['conditioningScale'], added_cond_kwargs=added,
        return_dict=False,
    )  # fmt: skip
    found |= {'latents': latents, 'mid': mid, **{f'down_{i}': d for i, d in enumerate(down)}}
    found['noise'] = reference.unet(
        latents, t, text[0], added_cond_kwargs=added,
        down_block_additional_residuals=down, mid_block_additional_residual=mid,
    ).sample  # fmt: skip

    noise = reference.randn(torch.Generator().manual_seed(POSE['seed']))
    reference.scheduler.set_timesteps(POSE['steps'])
    history = [noise * reference.scheduler.init_noise_sigma]

    def keep(_pipeline, _step, _t, kept):
        history.append(kept['latents'])
        return kept

    pipeline(
        POSE['prompt'], negative_prompt=POSE['negativePrompt'], image=picture, height=side,
        width=side, num_inference_steps=POSE['steps'], guidance_scale=POSE['guidanceScale'],
        latents=noise, controlnet_conditioning_scale=POSE['conditioningScale'],
        output_type='latent', callback_on_step_end=keep,
    )  # fmt: skip
    found['template_latents'] = torch.cat(history)
    return found
