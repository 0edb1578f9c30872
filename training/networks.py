"""The denoiser, and the networks that learn together with it: text encoder and identity fusion."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from identity_fusion import IdentityFusion, identity_directions
from latents import (
    AMPLITUDE, CELLS, CHANNELS, FIELDS, IDENTITY, IDENTITY_COLOURS, LAYOUT, WHERE,
)  # fmt: skip
from schedule import ALPHAS_BAR, STEPS
from sizes import WIDTH, WORDS, Size
from text_encoder import SLOTS, TextEncoder, attend, split_pooled


class Block(nn.Module):
    """Self-attention, attention to the words, MLP; time and prompt scale, shift and gate (DiT,
    Peebles & Xie 2023, adaLN-Zero)."""

    def __init__(self, width, heads, context):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width, elementwise_affine=False)
        self.norm2 = nn.LayerNorm(width, elementwise_affine=False)
        self.norm3 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out1 = nn.Linear(width, width)
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(context, 2 * width)
        self.out2 = nn.Linear(width, width)
        self.rise = nn.Linear(width, 4 * width)
        self.fall = nn.Linear(4 * width, width)
        self.condition = nn.Linear(width, 6 * width)
        for zero in (self.condition, self.out2):
            nn.init.zeros_(zero.weight)
            nn.init.zeros_(zero.bias)

    def forward(self, x, e, words):
        scale1, shift1, gate1, scale2, shift2, gate2 = self.condition(e)[:, None].chunk(6, -1)
        h = self.norm1(x) * (1 + scale1) + shift1
        x = x + gate1 * self.out1(attend(*self.qkv(h).chunk(3, -1), self.heads))
        k, v = self.key_value(words).chunk(2, -1)
        x = x + self.out2(attend(self.query(self.norm3(x)), k, v, self.heads))
        h = self.norm2(x) * (1 + scale2) + shift2
        return x + gate2 * self.fall(F.gelu(self.rise(h)))


PATCH = 2  # cells a token's side
LAYOUTS = 6  # of nobody, one, two, three people, a portrait; of unknown many
# Of how many cells a mean is worth at least this much, by what a channel belongs to.
CELLS_OF = {'place': 200.0, 'all': 4.0, 'body': 30.0, 'head': 20.0}
KINDS = ('place', 'body', 'head')
# Channels that a cell believes the same source of: what words tell of a face, and what only it shows.
BELIEVED = (
    ('scene', 'time', 'style', 'variant', 'mirrored'), ('presence',), ('headAt', 'size'),
    ('tilt', 'buildX', 'buildY'), ('clothing', 'headwear', 'action'), ('primary', 'secondary', 'hat'),
    ('mouth', 'moodBrow'), ('hair', 'hairBg', 'facialHair', 'glasses', 'female', 'child'),
    IDENTITY_COLOURS,
)  # fmt: skip
SOURCES = 5  # that tell of a channel
NEARNESS = 0.25  # at two tokens (64 px) aside attention has fallen to 1 / e


def noise_share(timestep, table):
    """abar at any time between whole ones, [B]."""
    low = timestep.clamp(0, STEPS - 1).floor()
    index = low.long()
    part = timestep.clamp(0, STEPS - 1) - low
    return torch.lerp(table[index], table[(index + 1).clamp(max=STEPS - 1)], part)


def wiener(noisy, abar, amplitude, cells=1.0):
    """The best linear estimate of codes from the mean of `cells` cells' noisy latents: it trusts them
    as far as noise allows."""
    return noisy * abar.sqrt() * amplitude / (abar * amplitude.square() + (1 - abar) / cells)


class Gathering(nn.Module):
    """What is the same all over a person or a picture is best told from the mean of their cells:
    attention whose values are the noisy latents themselves, one map each for place, bodies, heads.
    People stand side by side, so bodies and heads begin by looking not far to the left and right.
    Gives what the mean says of each token's codes [B, 64, C]: a Wiener estimate, so that it trusts
    the mean as far as noise allows."""

    def __init__(self, width, keys=32):
        super().__init__()
        self.keys = keys
        self.query = nn.Linear(width, len(KINDS) * keys)
        self.key = nn.Linear(width, len(KINDS) * keys)
        nn.init.zeros_(self.query.weight)
        side = CELLS // PATCH
        column = torch.arange(side * side) % side
        apart = (column[:, None] - column[None, :]).float()
        self.register_buffer('apart', apart.square(), persistent=False)
        self.nearness = nn.Parameter(torch.tensor([0.0, *[NEARNESS] * (len(KINDS) - 1)]))
        kind = torch.tensor([KINDS.index(w) if w in KINDS else len(KINDS) for w in WHERE])
        self.register_buffer('of_kind', F.one_hot(kind, len(KINDS) + 1).float())
        self.register_buffer('cells', torch.tensor([CELLS_OF[w] for w in WHERE]))
        self.register_buffer('amplitude', AMPLITUDE.clone())

    def forward(self, x, means, abar):
        """Features x [B, 64, D], mean latents of each token's cells [B, 64, C], abar [B]."""
        b, n, _ = x.shape
        split = lambda t: t.view(b, n, len(KINDS), self.keys).transpose(1, 2)  # noqa: E731
        q, k = split(self.query(x)).float(), split(self.key(x)).float()
        near = -self.nearness[:, None, None] * self.apart
        weights = (q @ k.transpose(2, 3) * self.keys**-0.5 + near).softmax(-1)  # [B, 3, 64, 64]
        gathered = weights @ means[:, None]
        all_kinds = torch.cat([gathered, means[:, None]], 1)
        mean = torch.einsum('bknc,ck->bnc', all_kinds, self.of_kind)
        return wiener(mean, abar[:, None, None], self.amplitude, self.cells)


class Standing(nn.Module):
    """Which description each token's cells belong to [B, 64, 3], by where the k-th of n people
    usually stands and by what the token has found out; 0 where there is no such description."""

    def __init__(self, width):
        super().__init__()
        side = CELLS // PATCH
        column = torch.arange(side * side) % side + 0.5
        usual = torch.zeros(SLOTS + 1, SLOTS, side * side)
        for n in range(2, SLOTS + 1):
            for k in range(n):
                usual[n, k] = -0.5 * (column - (k + 0.5) * side / n).square()
        self.usual = nn.Parameter(usual.transpose(1, 2).contiguous())
        self.ask = nn.Linear(width, SLOTS)
        nn.init.zeros_(self.ask.weight)

    def forward(self, at, x=None):
        described = (at > 0).float()[:, None]
        usual = self.usual[described.sum(2).long()[:, 0]]
        logits = usual if x is None else usual + self.ask(x)
        return (logits - 1e4 * (1 - described)).softmax(-1) * described


class Denoiser(nn.Module):
    """A transformer that predicts the clean latents, unscaled, from noisy ones [B, C, 16, 16]."""

    def __init__(self, size: Size, context=WIDTH):
        super().__init__()
        d = size.width
        patch = CHANNELS * PATCH * PATCH
        self.time = nn.Sequential(nn.Linear(128, d), nn.SiLU(), nn.Linear(d, d))
        self.pooled = nn.Linear(context, d)
        self.hinted = nn.Linear(CHANNELS, d)
        self.enter = nn.Linear(patch, d)
        self.position = nn.Parameter(torch.randn((CELLS // PATCH) ** 2, d) * 0.02)
        self.blocks = nn.ModuleList([Block(d, size.heads, context) for _ in range(size.depth)])
        self.gather = nn.ModuleList([Gathering(d), Gathering(d)])
        self.tell = nn.Linear(CHANNELS, d)
        self.standing = Standing(d)
        self.described = nn.Linear(CHANNELS, d)
        self.norm = nn.LayerNorm(d)
        self.leave = nn.Linear(d, patch)
        # How far each cell goes by what was gathered, what single words say, what all of them hint,
        # what the description of who stands there does, and what the cell itself shows.
        group = {name: i for i, names in enumerate(BELIEVED) for name in names}
        group = torch.tensor([group.get(name, len(BELIEVED)) for name, n, *_ in FIELDS for _ in range(n)])
        self.register_buffer('believed', F.one_hot(group).float(), persistent=False)
        self.trust = nn.Linear(d, SOURCES * (len(BELIEVED) + 1) * PATCH * PATCH)
        self.ask = nn.Linear(d, 32)
        self.answer_key = nn.Linear(context, 32)
        self.answer = nn.Linear(context, CHANNELS)
        self.register_buffer('abar', ALPHAS_BAR.clone(), persistent=False)
        # Where people usually stand, less where they do whatever their number.
        layout = torch.zeros(LAYOUTS, LAYOUT.stop - LAYOUT.start, CELLS, CELLS)
        self.layouts = nn.Parameter(layout)
        for zero in (self.leave, self.tell, self.answer, self.hinted, self.described):
            nn.init.zeros_(zero.weight)
            nn.init.zeros_(zero.bias)
        with torch.no_grad():
            self.answer.weight[IDENTITY] = identity_directions()
        nn.init.zeros_(self.trust.weight)

    def forward(self, latents, timestep, context, pooled):
        frequencies = torch.exp(-math.log(10000) * torch.arange(64, device=latents.device) / 64)
        phase = frequencies * timestep[:, None].float()
        mean, hints, own, at, counts = split_pooled(pooled)
        e = self.time(torch.cat([phase.cos(), phase.sin()], -1)) + self.pooled(mean)
        e = F.silu(e + self.hinted(hints))
        abar = noise_share(timestep.float(), self.abar)
        means = F.avg_pool2d(latents, PATCH).flatten(2).transpose(1, 2)
        patches = F.pixel_unshuffle(latents, PATCH).flatten(2).transpose(1, 2)
        x = self.enter(patches) + self.position + self.described(self.standing(at) @ own)
        for i, block in enumerate(self.blocks):
            if i == len(self.blocks) // 2:
                x = x + self.tell(self.gather[0](x, means, abar))
            x = block(x, e, context)
        x = self.norm(x)
        gathered = self.gather[1](x, means, abar)
        said = (self.ask(x) @ self.answer_key(context).transpose(1, 2) * 32**-0.5).softmax(-1)
        said = said @ self.answer(context)
        b, n, c = gathered.shape
        # [B, 64, C, 4]: each token's four cells, in pixel_shuffle's order.
        described = self.standing(at, x) @ own
        trust = torch.sigmoid(self.trust(x)).view(b, n, SOURCES, -1, PATCH * PATCH)
        of_channel = torch.einsum('bnjgp,cg->jbncp', trust.float(), self.believed)
        cells = self.leave(x).view(b, n, c, PATCH * PATCH)
        cells = cells + of_channel[0] * gathered[..., None] + of_channel[1] * said[..., None]
        cells = cells + of_channel[2] * hints[:, None, :, None]
        cells = cells + of_channel[3] * described[..., None]
        shown = wiener(patches.view(cells.shape), abar[:, None, None, None], self.gather[1].amplitude[:, None])
        cells = cells + of_channel[4] * shown
        side = CELLS // PATCH
        cells = cells.flatten(2).transpose(1, 2).reshape(b, -1, side, side)
        return F.pixel_shuffle(cells, PATCH) + self.expected(counts, abar)

    def expected(self, counts, abar):
        """What the number of people lets expect [B, C, 16, 16], as far as noise hides the layout."""
        people, portrait, words = counts.unbind(1)
        kind = people.round().clamp(0, 3)
        kind = torch.where((kind == 1) & (portrait > 0), 4.0, kind)
        kind = torch.where(words > 0, kind, 5.0).long()
        cells, amplitude = self.gather[1].cells[LAYOUT], self.gather[1].amplitude[LAYOUT]
        noise = (1 - abar)[:, None] / cells
        hidden = noise / (abar[:, None] * amplitude.square() + noise)
        layout = self.layouts[kind] * hidden[:, :, None, None]
        return F.pad(layout, (0, 0, 0, 0, LAYOUT.start, CHANNELS - LAYOUT.stop))


def scale(latents):
    """Latents as codes and numbers to latents as noise is added to them."""
    return latents * AMPLITUDE.to(latents.device)[:, None, None]


def create_networks(size: Size, words=WORDS):
    """The three networks that learn together; the text encoder has room for `words` words."""
    return nn.ModuleDict(
        {'denoiser': Denoiser(size), 'text': TextEncoder(words), 'fusion': IdentityFusion()}
    )
