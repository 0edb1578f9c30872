"""The noise schedule of SDXL: 1000 steps, beta .00085 to .012, linear in its root."""

import torch

STEPS = 1000
BETAS = torch.linspace(0.00085**0.5, 0.012**0.5, STEPS, dtype=torch.float64) ** 2
ALPHAS_BAR = torch.cumprod(1 - BETAS, 0).float()


def add_noise(clean, noise, timestep):
    abar = ALPHAS_BAR.to(clean.device)[timestep].view(-1, 1, 1, 1)
    return abar.sqrt() * clean + (1 - abar).sqrt() * noise
