"""The identity fusion: an identity into the class word of a prompt."""

import torch
from torch import nn

from latents import IDENTITY, IDENTITY_PARTS, IDENTITY_SIZE, SLICES
from sizes import TOKENS, WIDTH
from text_encoder import split_pooled


def identity_directions(width=WIDTH):
    """Orthonormal rows [D, width] along which identities enter words; the denoiser's answers begin
    by reading them back."""
    generator = torch.Generator().manual_seed(3)
    return torch.linalg.qr(torch.randn(width, IDENTITY_SIZE, generator=generator))[0].T.contiguous()


class SnappedFusion(nn.Module):
    """The fusion as the bundle has it: of every drawn part of an identity [B, D], as the identity
    encoder found it, it takes the nearest that there is. What lies between two parts would be the one
    in one picture and the other in the next."""

    def __init__(self, fusion, codes):
        super().__init__()
        self.fusion, self.codes = fusion, codes

    def forward(self, prompt_embeds, pooled, class_mask, identity):
        parts = []
        for name in IDENTITY_PARTS:
            at = SLICES[name]
            code = identity[:, at.start - IDENTITY.start : at.stop - IDENTITY.start]
            parts.append(self.codes.encode(name, self.codes.nearest(name, code)))
        rest = identity[:, sum(part.shape[1] for part in parts) :]
        return self.fusion(prompt_embeds, pooled, class_mask, torch.cat([*parts, rest], 1))


class IdentityFusion(nn.Module):
    """Puts an identity into the class word's embedding (the idea of PhotoMaker, section 3.2)."""

    def __init__(self, width=WIDTH):
        super().__init__()
        self.mix = nn.Sequential(
            nn.Linear(width + IDENTITY_SIZE, 2 * width),
            nn.GELU(),
            nn.Linear(2 * width, width),
        )
        self.norm = nn.LayerNorm(width)
        self.directions = nn.Parameter(identity_directions())
        places = torch.arange(1.0, TOKENS + 1)
        self.register_buffer('places', places, persistent=False)

    def forward(self, prompt_embeds, pooled, class_mask, identity):
        mask = class_mask[..., None]
        token = (prompt_embeds * mask).sum(1)
        fused = self.norm(token + self.mix(torch.cat([token, identity.to(token.dtype)], -1)))
        change = fused.float() + identity.float() @ self.directions - token
        count = (prompt_embeds.abs().sum(-1) > 0).float().sum(-1, keepdim=True).clamp(min=1)
        applied = class_mask.sum(-1, keepdim=True)
        mean, hints, own, at, counts = split_pooled(pooled)
        where = (class_mask * self.places).sum(1, keepdim=True)
        mine = ((at == where) * applied.clamp(max=1))[..., None]
        says, whom = own[..., : IDENTITY.start], own[..., IDENTITY.start :]
        own = torch.cat([says, whom + mine * (identity.float()[:, None] - whom)], 2)
        # A prompt of one person with an identity says nothing of how many there are.
        counts = counts * (1 - applied.clamp(max=1))
        mean = mean + applied * change / count
        pooled = torch.cat([mean, hints, own.flatten(1), at, counts], 1)
        return prompt_embeds + mask * change[:, None], pooled
