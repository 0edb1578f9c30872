"""FreeU (Si et al., 2023) without a Fourier transform, which ONNX cannot run on a GPU."""

import math

import torch
from diffusers.models.unets import unet_2d_blocks


def waves(length, like):
    """The cosine and sine parts A and B of keeping frequencies -1 and 0 of `length` samples:
    A = (1 + cos(2 pi d / n)) / n, B = sin(2 pi d / n) / n with d = i - j. METHOD, section 4."""
    places = torch.arange(length, device=like.device, dtype=torch.float32)
    angles = (places[:, None] - places[None, :]) * (2 * math.pi / length)
    return (1 + angles.cos()) / length, angles.sin() / length


def fourier_filter(x, threshold, scale):
    """x + (s - 1)(A_H x A_W^T - B_H x B_W^T): what diffusers' filter of this name does with
    `threshold` 1, the only one that FreeU uses. `x` is [B, C, H, W]."""
    if threshold != 1:
        raise ValueError(f'FreeU filters with threshold 1, not {threshold}')
    wide = x.float()
    rows, rows_sine = waves(x.shape[-2], x)
    columns, columns_sine = waves(x.shape[-1], x)
    low = rows @ wide @ columns.T - rows_sine @ wide @ columns_sine.T
    return (wide + (scale - 1) * low).to(x.dtype)


def apply_freeu(resolution_idx, hidden_states, res_hidden_states, s1, s2, b1, b2):
    """Port of diffusers' `apply_freeu`, which the up blocks call; nothing is written in place."""
    stages = {0: (s1, b1), 1: (s2, b2)}
    if resolution_idx not in stages:
        return hidden_states, res_hidden_states
    skip_scale, backbone_scale = stages[resolution_idx]
    half = hidden_states.shape[1] // 2
    backbone = hidden_states[:, :half] * backbone_scale.to(hidden_states.dtype)
    hidden_states = torch.cat([backbone, hidden_states[:, half:]], dim=1)
    return hidden_states, fourier_filter(res_hidden_states, threshold=1, scale=skip_scale)


class Present:
    """A scale that counts as set: the up blocks ask `s1 and s2 and b1 and b2`, and a traced
    number must not be turned into a truth."""

    def __init__(self, value):
        self.value = value

    def __bool__(self):
        return True


class FreeU:
    """Within `with FreeU(unet, s1, s2, b1, b2)` the UNet filters with these scales, tensors []."""

    def __init__(self, unet, *scales):
        self.unet = unet
        self.scales = dict(zip(('s1', 's2', 'b1', 'b2'), scales, strict=True))

    def __enter__(self):
        self.original = unet_2d_blocks.apply_freeu
        unet_2d_blocks.apply_freeu = lambda idx, hidden, skip, **kept: apply_freeu(
            idx, hidden, skip, **{name: scale.value for name, scale in kept.items()}
        )
        for block in self.unet.up_blocks:
            for name, scale in self.scales.items():
                setattr(block, name, Present(scale))

    def __exit__(self, *_):
        unet_2d_blocks.apply_freeu = self.original
        for block in self.unet.up_blocks:
            for name in self.scales:
                setattr(block, name, None)
