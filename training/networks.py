"""The networks that learn together: text encoder, identity fusion, denoiser."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from latents import (
    AMPLITUDE, CELLS, CHANNELS, FIELDS, IDENTITY, IDENTITY_COLOURS, IDENTITY_SIZE, SLICES, WHERE,
)  # fmt: skip
from schedule import ALPHAS_BAR, STEPS
from sizes import CLASS_WORDS, TOKENS, WIDTH, WORDS, Size

COUNTS = 3  # of words, in the pooled prompt
SLOTS = 3  # people whom a prompt describes, in its order and from left to right


def attend(q, k, v, heads):
    """Attention of [B, N, C] to [B, L, C] with `heads` heads."""
    b, n, c = q.shape
    split = [t.reshape(b, -1, heads, c // heads).transpose(1, 2) for t in (q, k, v)]
    return F.scaled_dot_product_attention(*split).transpose(1, 2).reshape(b, n, c)


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
        x = x + self.out(attend(*self.qkv(self.norm1(x)).chunk(3, -1), self.heads))
        return x + self.fall(F.gelu(self.rise(self.norm2(x))))


def split_pooled(pooled):
    """The pooled prompt's parts: mean of the words [B, D], what all of them hint of each channel of
    the latents [B, C], what each description hints [B, 3, C], the place of its class word in the
    prompt, counted from 1 [B, 3] (0: there is none), and COUNTS of words [B, 3]."""
    width = pooled.shape[1] - CHANNELS * (1 + SLOTS) - SLOTS - COUNTS
    mean, hints, own, at, counts = pooled.split(
        [width, CHANNELS, SLOTS * CHANNELS, SLOTS, COUNTS], 1
    )
    return mean, hints, own.unflatten(1, (SLOTS, CHANNELS)), at, counts


class TextEncoder(nn.Module):
    """Word numbers [B, 48] to prompt embeddings [B, 48, D], zero where padded, and the pooled prompt
    [B, D + 4 C + 6] of `split_pooled`; it counts class words, "portrait"s and words."""

    def __init__(self, words, width=WIDTH, layers=2):
        super().__init__()
        self.embedding = nn.Embedding(words, width, padding_idx=0)
        self.hints = nn.Embedding(words, CHANNELS, padding_idx=0)
        # What a word hints among those beside it: "red" before "hair" or before "shirt".
        self.hints_here = nn.Linear(width, CHANNELS)
        # Whether a word belongs to the class word before it, after it, or to everybody.
        self.usual_side = nn.Embedding(words, 3, padding_idx=0)
        self.side = nn.Linear(width, 3)
        self.position = nn.Parameter(torch.randn(TOKENS, width) * 0.02)
        self.blocks = nn.ModuleList([TextBlock(width) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        nn.init.normal_(self.embedding.weight, std=0.5)
        for zero in (self.hints, self.hints_here, self.usual_side, self.side):
            nn.init.zeros_(zero.weight)
        self.register_buffer('counted', torch.zeros(words, COUNTS))
        self.register_buffer('slots', torch.arange(1.0, SLOTS + 1), persistent=False)
        places = torch.arange(1.0, TOKENS + 1)[:, None]
        self.register_buffer('places', places, persistent=False)

    def count_words(self, tokenizer):
        """Which words are class words, which one is "portrait": once, before anything is learned."""
        for column, words in enumerate((CLASS_WORDS, ('portrait',), tokenizer.words[2:])):
            for word in words:
                self.counted[tokenizer.number[word], column] = 1

    def forward(self, input_ids):
        x = self.embedding(input_ids) + self.position
        for block in self.blocks:
            x = block(x)
        present = (input_ids > 0).float()[..., None]
        prompt_embeds = self.norm(x).float() * present
        mean = prompt_embeds.sum(1) / present.sum(1).clamp(min=1)
        hints = self.hints(input_ids).float() + self.hints_here(prompt_embeds).float() * present
        counted = self.counted[input_ids]
        is_class = counted[..., 0]
        sides = (self.usual_side(input_ids) + self.side(prompt_embeds)).float().softmax(-1)
        whose = self.whose(sides, is_class)
        own = (whose.transpose(1, 2) @ hints).flatten(1)
        order = is_class.cumsum(1)[..., None] == self.slots
        at = (order * is_class[..., None] * self.places).sum(1)
        return prompt_embeds, torch.cat([mean, hints.sum(1), own, at, counted.sum(1)], 1)

    def whose(self, sides, is_class):
        """Whose description each word belongs to [B, 48, 3], from the chances [B, 48, 3] of the class
        word before it, after it, and everybody."""
        through = is_class.cumsum(1)[..., None]
        before = through.clamp(min=1) == self.slots
        after = torch.minimum(through + 1 - is_class[..., None], through[:, -1:]) == self.slots
        return sides[..., :1] * before + sides[..., 1:2] * after + sides[..., 2:]


def identity_directions(width=WIDTH):
    """Orthonormal rows [D, width] along which identities enter words; the denoiser's answers begin
    by reading them back."""
    generator = torch.Generator().manual_seed(3)
    return torch.linalg.qr(torch.randn(width, IDENTITY_SIZE, generator=generator))[0].T.contiguous()


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
# Presence, place of the head and size, of which a picture's layout consists.
LAYOUT = slice(SLICES['presence'].start, SLICES['size'].stop)
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
