"""The diffusion networks: text encoder, identity encoder and fusion, denoiser."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from sizes import PATCH, SCALE, TOKENS, WIDTH, Size

LATENT_CHANNELS = 3 * PATCH * PATCH


def to_latents(pixels):
    """[B, 3, S, S] in [-1, 1] to [B, 48, S/4, S/4] of about unit variance."""
    return F.pixel_unshuffle(pixels, PATCH) / SCALE


def to_pixels(latents):
    return F.pixel_shuffle(latents * SCALE, PATCH)


def group_norm(channels):
    return nn.GroupNorm(16, channels)


class TextBlock(nn.Module):
    """A pre-norm transformer layer."""

    def __init__(self, width, heads=4):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.rise = nn.Linear(width, 3 * width)
        self.fall = nn.Linear(3 * width, width)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)

    def forward(self, x):
        b, n, c = x.shape
        qkv = self.qkv(self.norm1(x)).view(b, n, 3, self.heads, c // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v)
        x = x + self.out(mixed.transpose(1, 2).reshape(b, n, c))
        return x + self.fall(F.gelu(self.rise(self.norm2(x))))


class TextEncoder(nn.Module):
    """Word numbers [B, 32] to prompt embeddings [B, 32, D], zero where padded, and their mean [B, D]."""

    def __init__(self, words, width=WIDTH, layers=2):
        super().__init__()
        self.embedding = nn.Embedding(words, width, padding_idx=0)
        self.position = nn.Parameter(torch.randn(TOKENS, width) * 0.02)
        self.blocks = nn.ModuleList([TextBlock(width) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        nn.init.normal_(self.embedding.weight, std=0.5)

    def forward(self, input_ids):
        x = self.embedding(input_ids) + self.position
        for block in self.blocks:
            x = block(x)
        present = (input_ids > 0).float()[..., None]
        prompt_embeds = self.norm(x).float() * present
        pooled = prompt_embeds.sum(1) / present.sum(1).clamp(min=1)
        return prompt_embeds, pooled


class IdentityEncoder(nn.Module):
    """A close-up portrait [N, 3, S, S] in [-1, 1], S a multiple of 64, to who it is [N, D]."""

    def __init__(self, width=WIDTH):
        super().__init__()
        self.layers = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(12, 48, 3, padding=1), nn.SiLU(),
            nn.Conv2d(48, 96, 3, 2, 1), group_norm(96), nn.SiLU(),
            nn.Conv2d(96, 96, 3, padding=1), group_norm(96), nn.SiLU(),
            nn.Conv2d(96, 192, 3, 2, 1), group_norm(192), nn.SiLU(),
            nn.Conv2d(192, 192, 3, padding=1), group_norm(192), nn.SiLU(),
            nn.Conv2d(192, 256, 3, 2, 1), group_norm(256), nn.SiLU(),
            nn.Flatten(), nn.Linear(256 * 16, width),
        )  # fmt: skip

    def forward(self, images):
        factor = images.shape[-1] // 64
        return self.layers(F.avg_pool2d(images, factor) if factor > 1 else images)


class IdentityFusion(nn.Module):
    """Puts an identity into the class word's embedding (the idea of PhotoMaker, section 3.2)."""

    def __init__(self, width=WIDTH):
        super().__init__()
        self.mix = nn.Sequential(
            nn.LayerNorm(2 * width),
            nn.Linear(2 * width, 2 * width),
            nn.GELU(),
            nn.Linear(2 * width, width),
        )
        self.norm = nn.LayerNorm(width)

    def forward(self, prompt_embeds, pooled, class_mask, identity):
        mask = class_mask[..., None]
        token = (prompt_embeds * mask).sum(1)
        fused = self.norm(token + self.mix(torch.cat([token, identity.to(token.dtype)], -1)))
        change = fused.float() - token
        count = (prompt_embeds.abs().sum(-1) > 0).float().sum(-1, keepdim=True).clamp(min=1)
        applied = class_mask.sum(-1, keepdim=True)
        return prompt_embeds + mask * change[:, None], pooled + applied * change / count


class ResidualBlock(nn.Module):
    def __init__(self, inner, outer, embedding):
        super().__init__()
        self.norm1 = group_norm(inner)
        self.conv1 = nn.Conv2d(inner, outer, 3, padding=1)
        self.condition = nn.Linear(embedding, 2 * outer)
        self.norm2 = group_norm(outer)
        self.conv2 = nn.Conv2d(outer, outer, 3, padding=1)
        self.skip = nn.Conv2d(inner, outer, 1) if inner != outer else nn.Identity()
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)

    def forward(self, x, embedding):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.condition(F.silu(embedding))[:, :, None, None].chunk(2, 1)
        return self.skip(x) + self.conv2(F.silu(self.norm2(h) * (1 + scale) + shift))


class Attention(nn.Module):
    """Attention of the picture's tokens to themselves (where asked for) and to the words."""

    def __init__(self, channels, context, heads=4, to_itself=True):
        super().__init__()
        self.heads = heads
        self.norm = group_norm(channels)
        self.to_itself = to_itself
        if to_itself:
            self.qkv = nn.Linear(channels, 3 * channels)
            self.out1 = nn.Linear(channels, channels)
        self.norm2 = nn.LayerNorm(channels)
        self.query = nn.Linear(channels, channels)
        self.key_value = nn.Linear(context, 2 * channels)
        self.out2 = nn.Linear(channels, channels)
        nn.init.zeros_(self.out2.weight)

    def attend(self, q, k, v):
        b, n, c = q.shape
        split = [t.view(b, -1, self.heads, c // self.heads).transpose(1, 2) for t in (q, k, v)]
        return F.scaled_dot_product_attention(*split).transpose(1, 2).reshape(b, n, c)

    def forward(self, x, context):
        b, c, h, w = x.shape
        y = self.norm(x).flatten(2).transpose(1, 2)
        r = self.out1(self.attend(*self.qkv(y).chunk(3, -1))) if self.to_itself else 0
        k, v = self.key_value(context).chunk(2, -1)
        r = r + self.out2(self.attend(self.query(self.norm2(y + r)), k, v))
        return x + r.transpose(1, 2).reshape(b, c, h, w)


class Denoiser(nn.Module):
    """A two-level U-Net that predicts the clean latents from noisy ones."""

    def __init__(self, size: Size, context=WIDTH, e=256):
        super().__init__()
        a, b = size.channels
        self.time = nn.Sequential(nn.Linear(128, e), nn.SiLU(), nn.Linear(e, e))
        self.pooled = nn.Linear(context, e)
        self.enter = nn.Conv2d(LATENT_CHANNELS, a, 3, padding=1)
        self.down1 = ResidualBlock(a, a, e)
        self.down1_words = Attention(a, context, 3 if a % 64 else 4, to_itself=False)
        self.down2 = ResidualBlock(a, a, e)
        self.downsample = nn.Conv2d(a, b, 3, 2, 1)
        self.down3 = ResidualBlock(b, b, e)
        self.down3_words = Attention(b, context)
        self.down4 = ResidualBlock(b, b, e)
        self.down4_words = Attention(b, context)
        self.middle1 = ResidualBlock(b, b, e)
        self.middle_words = Attention(b, context)
        self.middle2 = ResidualBlock(b, b, e)
        self.up4 = ResidualBlock(2 * b, b, e)
        self.up4_words = Attention(b, context)
        self.up3 = ResidualBlock(2 * b, b, e)
        self.up3_words = Attention(b, context)
        self.upsample = nn.Conv2d(b, a, 3, padding=1)
        self.up2 = ResidualBlock(2 * a, a, e)
        self.up2_words = Attention(a, context, 3 if a % 64 else 4, to_itself=False)
        self.up1 = ResidualBlock(2 * a, a, e)
        self.leave = nn.Sequential(
            group_norm(a), nn.SiLU(), nn.Conv2d(a, LATENT_CHANNELS, 3, padding=1)
        )
        # Patches are wide; three small convolutions at full size remove their seams.
        self.refine = nn.Sequential(
            nn.Conv2d(6, 32, 3, padding=1), nn.SiLU(),
            nn.Conv2d(32, 32, 3, padding=1), nn.SiLU(),
            nn.Conv2d(32, 3, 3, padding=1),
        )  # fmt: skip
        for last in (self.leave[2], self.refine[4]):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, latents, timestep, context, pooled):
        frequencies = torch.exp(
            -math.log(10000) * torch.arange(64, device=latents.device) / 64
        )
        phase = frequencies * timestep[:, None].float()
        e = self.time(torch.cat([phase.cos(), phase.sin()], -1)) + self.pooled(pooled)
        h1 = self.down1_words(self.down1(self.enter(latents), e), context)
        h2 = self.down2(h1, e)
        h3 = self.down3_words(self.down3(self.downsample(h2), e), context)
        h4 = self.down4_words(self.down4(h3, e), context)
        u = self.middle2(self.middle_words(self.middle1(h4, e), context), e)
        u = self.up4_words(self.up4(torch.cat([u, h4], 1), e), context)
        u = self.up3_words(self.up3(torch.cat([u, h3], 1), e), context)
        u = self.upsample(F.interpolate(u, scale_factor=2.0))
        u = self.up2_words(self.up2(torch.cat([u, h2], 1), e), context)
        u = self.up1(torch.cat([u, h1], 1), e)
        rough = F.pixel_shuffle(self.leave(u), PATCH)
        seen = F.pixel_shuffle(latents, PATCH)
        return F.pixel_unshuffle(rough + self.refine(torch.cat([rough, seen], 1)), PATCH)


def create_networks(words, size: Size):
    """The four networks that learn together."""
    return nn.ModuleDict({
        'denoiser': Denoiser(size),
        'text': TextEncoder(words),
        'identity': IdentityEncoder(),
        'fusion': IdentityFusion(),
    })
