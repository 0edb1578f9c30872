"""Drawing with the networks, to look at them while they learn."""

import numpy as np
import torch
from PIL import Image

from networks import to_pixels
from schedule import ALPHAS_BAR
from sizes import PATCH, SCALE


@torch.no_grad()
def encode(networks, tokenizer, prompts, portraits=None, words=None):
    """Prompt embeddings of `prompts`, then of as many empty ones. `portraits`: [B, 3, S, S] of who
    the class word (`words[b]`) of each prompt is."""
    device = next(networks.parameters()).device
    ids = torch.tensor([tokenizer.encode(p) for p in prompts + [''] * len(prompts)], device=device)
    prompt_embeds, pooled = networks['text'](ids)
    if portraits is not None:
        mask = torch.zeros(ids.shape, device=device)
        for b, word in enumerate(words):
            mask[b, tokenizer.split(prompts[b]).index(word)] = 1
        identity = networks['identity'](portraits.to(device))
        identity = torch.cat([identity, torch.zeros_like(identity)])
        prompt_embeds, pooled = networks['fusion'](prompt_embeds, pooled, mask, identity)
    return prompt_embeds, pooled


def timesteps(steps):
    """Trailing spacing: 999 first."""
    return (np.arange(1000, 0, -1000 / steps).round() - 1).astype(int)


@torch.no_grad()
def draw(networks, conditions, side, steps=20, guidance=2.5, seed=0):
    """DDIM. Pictures [B, 3, side, side] in [-1, 1] for `conditions` of `encode`."""
    prompt_embeds, pooled = conditions
    device, count = pooled.device, len(pooled) // 2
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(count, 48, side // PATCH, side // PATCH, generator=generator).to(device)
    clock = timesteps(steps)
    for i, t in enumerate(clock):
        t_rows = torch.full((2 * count,), float(t), device=device)
        clean = networks['denoiser'](torch.cat([x, x]), t_rows, prompt_embeds, pooled).float()
        clean = clean.clamp(-1 / SCALE, 1 / SCALE)
        wanted, plain = clean.chunk(2)
        clean = plain + guidance * (wanted - plain)
        abar = ALPHAS_BAR[t]
        noise = (x - abar.sqrt() * clean) / (1 - abar).sqrt()
        after = ALPHAS_BAR[clock[i + 1]] if i + 1 < steps else torch.tensor(1.0)
        x = after.sqrt() * clean + (1 - after).sqrt() * noise
    return to_pixels(x).clamp(-1, 1)


def save_sheet(rows, path, zoom=2):
    """`rows`: pictures [B, 3, S, S] each, one row of the sheet below the other."""
    sheet = torch.cat([torch.cat(list(row.cpu()), 2) for row in rows], 1)
    image = Image.fromarray(((sheet.permute(1, 2, 0) + 1) * 127.5).round().byte().numpy())
    image.resize((image.width * zoom, image.height * zoom), Image.BICUBIC).save(path)
