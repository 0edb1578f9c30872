"""What a young denoiser does to pictures, imitated: blur, noise, smears and patchy colours."""

import torch
import torch.nn.functional as F


def _each(images, low, high, chance):
    """A number per picture, 0 for those that are spared."""
    b = len(images)
    value = low + (high - low) * torch.rand(b)
    return (value * (torch.rand(b) < chance)).view(-1, 1, 1, 1)


def smear(images, strength):
    """Moves pixels by a rough random field of up to `strength` pixels."""
    b, _, h, w = images.shape
    field = F.interpolate(torch.randn(b, 2, h // 4, w // 4), size=(h, w), mode='bilinear')
    move = (field * strength * 2 / w).permute(0, 2, 3, 1)
    identity = torch.eye(2, 3).expand(b, 2, 3)
    grid = F.affine_grid(identity, [b, 1, h, w], align_corners=False)
    return F.grid_sample(images, grid + move, padding_mode='border', align_corners=False)


def degrade(images, level=1.0):
    """[B, 3, S, S] in [-1, 1], every picture hurt in its own way."""
    b, _, h, w = images.shape
    x = smear(images, _each(images, 0, 2.5 * level, 0.6)[..., 0, 0].view(-1, 1, 1, 1))
    blurred = F.avg_pool2d(F.pad(x, (2, 2, 2, 2), mode='replicate'), 5, 1)
    x = torch.lerp(x, blurred, _each(x, 0, level, 0.6).clamp(max=1))
    coarse = torch.randn(b, 3, h // 4, w // 4)
    patches = F.interpolate(coarse, scale_factor=4.0, mode='bilinear' if b % 2 else 'nearest')
    x = x + patches * _each(x, 0, 0.25 * level, 0.5)
    x = x + torch.randn_like(x) * _each(x, 0, 0.25 * level, 0.7)
    gain = 1 + 0.15 * level * torch.randn(b, 3, 1, 1)
    return (x * gain + 0.08 * level * torch.randn(b, 3, 1, 1)).clamp(-1, 1)
