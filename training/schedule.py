"""The noise schedule: 1000 steps, beta .00085 to .02, linear in its root. SDXL ends at .012, which
leaves a trace of the picture in the last step; here latents are so redundant that it would show."""

import torch

STEPS = 1000
BETA_START, BETA_END = 0.00085, 0.02
BETAS = torch.linspace(BETA_START**0.5, BETA_END**0.5, STEPS, dtype=torch.float64) ** 2
ALPHAS_BAR = torch.cumprod(1 - BETAS, 0).float()


def add_noise(clean, noise, timestep):
    abar = ALPHAS_BAR.to(clean.device)[timestep].view(-1, 1, 1, 1)
    return abar.sqrt() * clean + (1 - abar).sqrt() * noise
