"""Networks from pixels to pixels: the decoder (64 px to 256 px) and the layout (who is where)."""

import torch
import torch.nn.functional as F
from torch import nn

from networks import to_pixels
from sizes import CLASS_WORDS


class Block(nn.Module):
    """Two convolutions on the side, with norms where asked for."""

    def __init__(self, channels, normed):
        super().__init__()
        norm = (lambda: nn.GroupNorm(8, channels)) if normed else nn.Identity
        self.layers = nn.Sequential(
            norm(), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1),
            norm(), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1),
        )  # fmt: skip
        nn.init.zeros_(self.layers[-1].weight)
        nn.init.zeros_(self.layers[-1].bias)

    def forward(self, x):
        return x + self.layers(x)


class Trunk(nn.Module):
    """A three-level U-Net on [B, 3, S, S] that gives [B, channels[0], S, S]."""

    def __init__(self, channels, normed):
        super().__init__()
        a, b, c = channels
        self.enter = nn.Conv2d(3, a, 3, padding=1)
        self.fine1 = Block(a, normed)
        self.down1 = nn.Conv2d(a, b, 3, 2, 1)
        self.middle1 = Block(b, normed)
        self.down2 = nn.Conv2d(b, c, 3, 2, 1)
        self.coarse = nn.Sequential(Block(c, normed), Block(c, normed))
        self.up2 = nn.Conv2d(c, b, 3, padding=1)
        self.middle2 = Block(b, normed)
        self.up1 = nn.Conv2d(b, a, 3, padding=1)
        self.fine2 = Block(a, normed)

    def forward(self, x):
        fine = self.fine1(self.enter(x))
        middle = self.middle1(self.down1(fine))
        coarse = self.coarse(self.down2(middle))
        middle = middle + F.interpolate(self.up2(coarse), scale_factor=2.0)
        fine = fine + F.interpolate(self.up1(self.middle2(middle)), scale_factor=2.0)
        return self.fine2(fine)


class Decoder(nn.Module):
    """Small pictures [B, 3, S, S] in [-1, 1] to pictures `factor` times as large, redrawn crisply."""

    def __init__(self, channels=40, factor=4):
        super().__init__()
        self.factor = factor
        self.trunk = Trunk((channels, 64, 96), normed=False)
        self.clean = nn.Conv2d(channels, 3, 3, padding=1)
        self.widen = nn.Conv2d(channels, 64, 3, padding=1)
        self.finish = nn.Sequential(
            nn.SiLU(), nn.Conv2d(16, 16, 3, padding=1), nn.SiLU(),
            nn.Conv2d(16, 3 * (factor // 2) ** 2, 3, padding=1),
        )  # fmt: skip
        # Untrained, it is bilinear interpolation.
        for last in (self.clean, self.finish[-1]):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, images):
        features = self.trunk(images)
        clean = images + self.clean(F.silu(features))
        detail = self.finish(F.pixel_shuffle(self.widen(F.silu(features)), 2))
        base = F.interpolate(
            clean, scale_factor=float(self.factor), mode='bilinear', align_corners=False
        )
        return base + F.pixel_shuffle(detail, self.factor // 2)

    def decode(self, latents):
        return self(to_pixels(latents)).clamp(-1, 1)


class Layout(nn.Module):
    """Pictures [B, 3, S, S], S a multiple of 64, to class logits [B, 5, 64, 64] (background first),
    logits of head centres [B, 1, 64, 64] and each pixel's way [B, 2, 64, 64] (dx, dy in pixels of
    that grid) to its person's head centre."""

    def __init__(self, channels=(24, 48, 96)):
        super().__init__()
        self.trunk = Trunk(channels, normed=True)
        self.head = nn.Conv2d(channels[0], 1 + len(CLASS_WORDS) + 1 + 2, 1)

    def forward(self, images):
        factor = images.shape[-1] // 64
        small = F.avg_pool2d(images, factor) if factor > 1 else images
        out = self.head(F.silu(self.trunk(small)))
        return out[:, :5], out[:, 5:6], out[:, 6:] * 16


def layout_outputs(layout, images):
    class_logits, centres, offsets = layout(images)
    return class_logits, torch.sigmoid(centres), offsets
