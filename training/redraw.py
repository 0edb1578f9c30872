"""Lets the denoiser redraw known pictures from part way (SDEdit), so that decoder and layout learn
on what it really draws while every pixel's owner is still known: redrawn.npz."""

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from data import Pictures
from networks import create_networks, to_latents, to_pixels
from schedule import ALPHAS_BAR, add_noise
from sizes import SCALE, SIZES
from words import load_tokenizer


@torch.no_grad()
def redraw(networks, tokenizer, images, captions, start, steps=3):
    """`images` noised to time `start`, then drawn again in a few steps of DDIM."""
    device = next(networks.parameters()).device
    ids = torch.tensor([tokenizer.encode(c) for c in captions], device=device)
    prompt_embeds, pooled = networks['text'](ids)
    clock = np.linspace(start, 0, steps, endpoint=False).astype(int)
    latents = to_latents(images.to(device))
    times = torch.full((len(images),), start, device=device)
    x = add_noise(latents, torch.randn_like(latents), times)
    for i, t in enumerate(clock):
        clean = networks['denoiser'](x, times * 0.0 + float(t), prompt_embeds, pooled)
        clean = clean.clamp(-1 / SCALE, 1 / SCALE)
        abar = ALPHAS_BAR[t]
        noise = (x - abar.sqrt() * clean) / (1 - abar).sqrt()
        after = ALPHAS_BAR[clock[i + 1]] if i + 1 < steps else torch.tensor(1.0)
        x = after.sqrt() * clean + (1 - after).sqrt() * noise
    return to_pixels(x).clamp(-1, 1).cpu()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--device', default='cpu')
    options.add_argument('--minutes', type=float, required=True)
    options.add_argument('--batch', type=int, default=32)
    o = options.parse_args()
    size, tokenizer, rng = SIZES[o.size], load_tokenizer(), np.random.default_rng(7)
    networks = create_networks(len(tokenizer.words), size)
    state = torch.load(o.work / 'checkpoint.pt', map_location='cpu', weights_only=True)
    networks.load_state_dict(state['average'])
    networks.to(o.device).eval()
    pictures = Pictures(o.work / 'data', size.picture)
    large = [i for i, record in enumerate(pictures.records) if record['large']]
    order, made, began = rng.permutation(large), [], time.monotonic()
    for start in range(0, len(order), o.batch):
        if time.monotonic() - began > 60 * o.minutes:
            break
        chosen = order[start : start + o.batch]
        captions = [pictures.records[i]['caption'] for i in chosen]
        t = int(rng.integers(350, 800))
        redrawn = redraw(networks, tokenizer, pictures.images(chosen), captions, t)
        made.append(((redrawn + 1) * 127.5).round().byte().numpy())
    indices = order[: sum(len(m) for m in made)]
    np.savez(o.work / 'redrawn.npz', indices=indices, pixels=np.concatenate(made))
    print(len(indices), 'pictures redrawn')


if __name__ == '__main__':
    main()
