"""Drawing with the networks, to look at them while they learn."""

import numpy as np
import torch
from PIL import Image

from latents import CELLS, CHANNELS, IDENTITY_SIZE
from networks import scale
from schedule import ALPHAS_BAR


@torch.no_grad()
def encode_text(networks, tokenizer, prompts, identities=None, words=None):
    """Prompt embeddings of `prompts`, then of as many empty ones. `identities` [B, D] goes into the
    class word `words[b]` of each prompt."""
    ids = torch.tensor([tokenizer.encode(p) for p in prompts + [''] * len(prompts)])
    prompt_embeds, pooled = networks['text'](ids)
    if identities is not None:
        mask = torch.zeros(ids.shape)
        for b, word in enumerate(words):
            mask[b, tokenizer.split(prompts[b]).index(word)] = 1
        both = torch.cat([identities, torch.zeros(len(prompts), IDENTITY_SIZE)])
        prompt_embeds, pooled = networks['fusion'](prompt_embeds, pooled, mask, both)
    return prompt_embeds, pooled


def timesteps(steps):
    """Trailing spacing: 999 first."""
    return (np.arange(1000, 0, -1000 / steps).round() - 1).astype(int)


@torch.no_grad()
def draw_latents(networks, conditions, steps=20, guidance=1.5, seed=0, noise=None):
    """DDIM. Latents [B, C, 16, 16] for `conditions` of `encode_text`."""
    prompt_embeds, pooled = conditions
    count = len(pooled) // 2
    generator = torch.Generator().manual_seed(seed)
    x = noise
    if x is None:
        x = torch.randn(count, CHANNELS, CELLS, CELLS, generator=generator)
    clock = timesteps(steps)
    for i, t in enumerate(clock):
        t_rows = torch.full((2 * count,), float(t))
        clean = scale(networks['denoiser'](torch.cat([x, x]), t_rows, prompt_embeds, pooled).float())
        wanted, plain = clean.chunk(2)
        clean = plain + guidance * (wanted - plain)
        abar = ALPHAS_BAR[t]
        noise = (x - abar.sqrt() * clean) / (1 - abar).sqrt()
        after = ALPHAS_BAR[clock[i + 1]] if i + 1 < steps else torch.tensor(1.0)
        x = after.sqrt() * clean + (1 - after).sqrt() * noise
    return x


def save_sheet(rows, path):
    """Rows of pictures [B, 3, H, W] in [-1, 1], one above the other."""
    wide = max(len(row) for row in rows)
    strips = []
    for row in rows:
        tiles = [((tile.clamp(-1, 1) + 1) * 127.5).byte().permute(1, 2, 0).numpy() for tile in row]
        tiles += [np.full_like(tiles[0], 255)] * (wide - len(tiles))
        strips.append(np.concatenate(tiles, 1))
    Image.fromarray(np.concatenate(strips, 0)).save(path)
