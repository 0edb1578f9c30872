"""Writes the goldens of `npm run parity`: the published algorithm on the tiny sources of a seed.

    python export/goldens.py --sources FOLDER --out test/golden/sdxl
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from diffusers import DPMSolverMultistepScheduler, LCMScheduler
from PIL import Image
from safetensors.torch import save_file

from few_steps import few_steps
from goldens_pose import POSE, pose
from judge_goldens import judged
from manifest import DEFAULTS
from masks import clean_masks
from reference import Reference

FREEU = {'s1': 0.6, 's2': 0.4, 'b1': 1.1, 'b2': 1.2}
CUMULATIVE = 41  # steps 10..50
SHOWN = 8  # portraits whose latents and pictures are kept

DISCOVERY = {
    'description': 'young woman with long red hair',
    'classWord': 'woman',
    'prompt': 'a portrait of a young woman img with long red hair',
    'negativePrompt': 'blurry, low quality (deformed)',
    'seed': 5,
    'portraits': 64,
    'components': 10,
    'steps': 14,
    'guidanceScale': 5,
}

# Half the side, second order: what `--discovery quick` does with the full-size networks.
QUICK = {
    **DISCOVERY, 'seed': 6, 'portraits': 12, 'components': 2, 'steps': 8, 'mergeStep': 3,
    'image': 64,
}  # fmt: skip

CAST = [
    ('woman', 'a young woman img with long red hair, reading beside the street'),
    ('man', 'an old man img with short white hair, walking in the forest'),
    ('woman', 'a young woman img with curly black hair, smiling in the library'),
]

PROMPTS = [
    'a photo of a young woman with long red hair, reading beside the street',
    'a young woman with red hair and an old man with white hair walking in the forest',
    'two young women and an old man smiling in the library',
]

FRAME = {
    'negativePrompt': 'noisy, blurry, soft, deformed, ugly',
    'steps': 50,
    'startStep': 10,
    'guidanceScale': 7,
    'maxKernel': 50,
    'dilation': 10,
}

TEXTS = [
    'a portrait of a woman',
    "An OLD man's hair, 1990 -- in the   forest!",
    'zeppelin über café',
    '',
    ' '.join(['walking in the park with a smiling girl,'] * 14),
]


def networks(reference):
    """Each network alone."""
    generator = torch.Generator().manual_seed(77)
    found = {}
    padded = {'padding': 'max_length', 'max_length': 77, 'truncation': True}
    pipeline = reference.pipeline
    for name, tokenizer in {'ids': pipeline.tokenizer, 'ids_2': pipeline.tokenizer_2}.items():
        found[name] = tokenizer(TEXTS, **padded, return_tensors='pt').input_ids.int()
    texts = [reference.encode(text, '')[1] for text in TEXTS]
    found['prompt_embeds'] = torch.cat([embeds for embeds, _ in texts])
    found['pooled'] = torch.cat([pooled for _, pooled in texts])
    found['time_ids'] = reference.time_ids

    side = reference.image // reference.downscale
    latents = torch.randn(2, 4, side, side, generator=generator)
    text = found['prompt_embeds'][:2], found['pooled'][:2]
    t = torch.tensor(501)
    found['latents'] = latents
    found['noise'] = reference.predict(reference.unet, latents, t, text)
    found['identity_noise'] = reference.predict(reference.identity_unet, latents, t, text)
    reference.identity_unet.enable_freeu(**FREEU)
    found['freeu_noise'] = reference.predict(reference.identity_unet, latents, t, text)
    reference.identity_unet.disable_freeu()

    scaled = latents[:1] * reference.vae.config.scaling_factor
    (picture,), found['image'] = reference.decode(scaled * 8)
    found['image_latents'] = scaled * 8
    found['picture'] = torch.from_numpy(np.array(picture))
    pixels = reference.clip_processor(picture, return_tensors='pt').pixel_values
    found['clip_pixels'] = pixels
    found['identity'] = reference.encoder(pixels)
    found |= odd_pictures()

    fuse = reference.encoder.fuse_module
    embeds = found['prompt_embeds'][:1].clone()
    for step in range(CUMULATIVE):
        embeds[:, 5] = fuse(embeds[:, 5], found['identity'])
        if step == 0:
            found['fused_once'] = embeds.clone()
    found['fused_cumulative'] = embeds

    inputs = reference.detector_processor(images=picture, text='woman.', return_tensors='pt')
    detected = reference.detector(**inputs)
    found['detector_pixels'] = inputs.pixel_values
    found['detector_ids'] = inputs.input_ids.int()
    found['detector_scores'] = detected.logits.sigmoid().amax(-1)
    found['detector_boxes'] = detected.pred_boxes
    boxes, scores = reference.find_boxes(picture, 'woman')
    found['boxes'], found['box_scores'] = boxes, scores
    masks, logits = reference.segment(picture, boxes[:3])
    found['masks'], found['mask_logits'] = masks.byte(), logits
    sam = reference.segmenter_processor(picture, return_tensors='pt').pixel_values
    found['segmenter_pixels'] = sam
    return found


def odd_pictures():
    """What Pillow's filters make of a picture of uneven size: larger, and smaller."""
    pixels = np.random.default_rng(3).integers(0, 256, (7, 11, 3), dtype=np.uint8)
    picture = Image.fromarray(pixels)
    return {
        'odd_picture': torch.from_numpy(pixels),
        'odd_bilinear': torch.from_numpy(
            np.array(picture.resize((17, 13), Image.Resampling.BILINEAR))
        ),
        'odd_bicubic': torch.from_numpy(np.array(picture.resize((5, 3), Image.Resampling.BICUBIC))),
    }


def quick(reference):
    solver = reference.with_sampler(DPMSolverMultistepScheduler)
    found = solver.with_portraits(QUICK['image']).discover(QUICK, FREEU)
    del found['pictures']
    return found


def frame(reference, people, identities, seed, settings=FRAME):
    """One frame with that many people; redrawn with other seeds until everybody is found."""
    cast = CAST[:people]
    scale = reference.image / 1024
    request = {**settings, 'prompt': PROMPTS[people - 1], 'seed': seed}
    draws = 0
    while True:
        draws += 1
        template = reference.draw_template(request)
        (picture,), _ = reference.decode(template[-1:])
        masks = reference.find(picture, [word for word, _ in cast])
        if masks is not None:
            break
        request['seed'] += 3533
    cleaned = clean_masks(masks, round(request['dilation'] * scale))
    shares = cleaned.float().mean((1, 2))
    print(f'{people} people: seed {request["seed"]}, masks cover', shares.tolist(), flush=True)
    if not all(0.02 < share < 0.9 for share in shares.tolist()):
        raise ValueError('a mask covers nothing or everything: try another seed')
    request = {**request, 'maxKernel': request['maxKernel'] * scale}
    request['characters'] = [
        {'prompt': prompt, 'identity': identity}
        for (_, prompt), identity in zip(cast, identities, strict=False)
    ]
    edited = reference.draw_frame(request, cleaned)
    (image,), _ = reference.decode(edited[-1:])
    found = {
        'template_latents': template,
        'template': torch.from_numpy(np.array(picture)),
        'masks': masks.byte(),
        'cleaned': cleaned.byte(),
        'latents': edited,
        'image': torch.from_numpy(np.array(image)),
    }
    if people == 1 and settings is FRAME:
        found['cumulative_latents'] = reference.draw_frame(request, cleaned, fuse='cumulative')
    about = {
        **settings,
        'prompt': request['prompt'],
        'seed': seed,
        'usedSeed': request['seed'],
        'draws': draws,
        'characters': [{'classWord': word, 'prompt': prompt} for word, prompt in cast],
    }
    return found, about


def lcm(reference, identities):
    """Portraits and a frame of two people by LCM, set as `--distilled` sets it."""
    fewer = few_steps(reference.scheduler.config, 8, 'lcm', DEFAULTS)
    portraits = {
        **DISCOVERY, 'seed': 7, 'portraits': 6, 'components': 2, 'steps': fewer['steps'],
        'guidanceScale': 1, 'mergeStep': fewer['discovery']['classTokenTwiceAfter'],
    }  # fmt: skip
    settings = FRAME | {name: fewer[name] for name in ('steps', 'guidanceScale', 'startStep')}
    consistent = reference.with_sampler(LCMScheduler)
    found = consistent.discover(portraits, FREEU)
    del found['pictures']
    drawn, about = frame(consistent, 2, identities, seed=44, settings=settings)
    return found, drawn, {'discovery': portraits, 'frame': about}


def write(path, tensors):
    save_file({name: tensor.detach().contiguous() for name, tensor in tensors.items()}, path)
    print(f'{path.name}: {path.stat().st_size:,} bytes', flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--sources', type=Path, required=True)
    options.add_argument('--out', type=Path, required=True)
    o = options.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    sources = {
        'base': o.sources / 'base',
        'photomaker': o.sources / 'photomaker-v1.bin',
        'detector': o.sources / 'detector',
        'segmenter': o.sources / 'segmenter',
    }
    with torch.no_grad():
        reference = Reference(sources)
        alone = networks(reference)
        write(o.out / 'networks.safetensors', alone)
        write(o.out / 'judges.safetensors', judged(o.sources, alone['picture'].numpy(), TEXTS))
        d = DISCOVERY
        found = reference.discover(d, FREEU)
        # The filter needs all embeddings; latents of one batch say enough.
        found['latents'] = found['latents'][:, :SHOWN].clone()
        found['pictures'] = found['pictures'][:SHOWN].clone()
        write(o.out / 'discovery.safetensors', found)
        write(o.out / 'quick.safetensors', quick(reference))
        write(o.out / 'pose.safetensors', pose(reference, o.sources / 'controlnet'))
        generator = torch.Generator().manual_seed(9)
        spread = found['embeddings'].std()
        apart = torch.randn(len(CAST), len(found['identity']), generator=generator)
        identities = found['identity'] + spread * torch.arange(len(CAST))[:, None] * apart
        frames = []
        for people in (1, 2, 3):
            tensors, about = frame(reference, people, identities, seed=11 * people)
            write(o.out / f'frame-{people}.safetensors', tensors)
            frames.append(about)
        write(o.out / 'identities.safetensors', {'identities': identities})
        portraits, drawn, consistent = lcm(reference, identities)
        write(o.out / 'lcm-discovery.safetensors', portraits)
        write(o.out / 'lcm-frame.safetensors', drawn)
    cases = {
        'texts': TEXTS, 'discovery': DISCOVERY, 'quick': QUICK, 'lcm': consistent, 'pose': POSE,
        'frames': frames,
    }  # fmt: skip
    (o.out / 'cases.json').write_text(json.dumps(cases, indent=1) + '\n')


if __name__ == '__main__':
    main()
