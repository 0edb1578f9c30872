"""The text encoder: prompt embeddings, and what a prompt lets expect of each person and of the place."""

import torch
import torch.nn.functional as F
from torch import nn

from latents import CHANNELS, LAYOUT, PLACE
from sizes import CLASS_WORDS, TOKENS, WIDTH

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
    """The pooled prompt's parts: mean of the words [B, D], what they let expect of each channel of
    the latents [B, C], what each description does [B, 3, C], the place of its class word in the
    prompt, counted from 1 [B, 3] (0: there is none), and COUNTS of words [B, 3]."""
    width = pooled.shape[1] - CHANNELS * (1 + SLOTS) - SLOTS - COUNTS
    mean, hints, own, at, counts = pooled.split(
        [width, CHANNELS, SLOTS * CHANNELS, SLOTS, COUNTS], 1
    )
    return mean, hints, own.unflatten(1, (SLOTS, CHANNELS)), at, counts


class Hints(nn.Module):
    """What each word hints of each channel of the latents, and whose it is: word numbers [B, 48] to
    [B, 48, C], none of the layout, and to log chances [B, 48, 3] that it belongs to the class word
    before it, after it, or to everybody. A word hints by itself, and beside two words on either side:
    "red" before "hair" or before "shirt"."""

    def __init__(self, words, width=256, features=384):
        super().__init__()
        self.alone = nn.Embedding(words, CHANNELS, padding_idx=0)
        self.usual_side = nn.Embedding(words, 3, padding_idx=0)
        self.embedding = nn.Embedding(words, width, padding_idx=0)
        self.beside = nn.Conv1d(width, features, 5, padding=2)
        self.hint = nn.Linear(features, CHANNELS)
        self.side = nn.Linear(features, 3)
        nn.init.normal_(self.embedding.weight, std=0.5)
        for zero in (self.alone, self.usual_side, self.hint, self.side):
            nn.init.zeros_(zero.weight)
        told = torch.ones(CHANNELS)
        told[LAYOUT] = 0
        self.register_buffer('told', told, persistent=False)

    def forward(self, input_ids):
        beside = self.beside(self.embedding(input_ids).transpose(1, 2)).transpose(1, 2)
        beside = F.gelu(beside)
        present = (input_ids > 0).float()[..., None] * self.told
        hints = (self.alone(input_ids).float() + self.hint(beside).float()) * present
        return hints, self.usual_side(input_ids).float() + self.side(beside).float()


class TextEncoder(nn.Module):
    """Word numbers [B, 48] to prompt embeddings [B, 48, D], zero where padded, and the pooled prompt
    [B, D + 4 C + 6] of `split_pooled`; it counts class words, "portrait"s and words."""

    def __init__(self, words, width=WIDTH, layers=2):
        super().__init__()
        self.embedding = nn.Embedding(words, width, padding_idx=0)
        self.hints = Hints(words)
        self.position = nn.Parameter(torch.randn(TOKENS, width) * 0.02)
        self.blocks = nn.ModuleList([TextBlock(width) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        nn.init.normal_(self.embedding.weight, std=0.5)
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
        hinted, own, at, counts = self.expect(input_ids)
        return prompt_embeds, torch.cat([mean, hinted, own.flatten(1), at, counts], 1)

    def expect(self, input_ids):
        """What a prompt lets expect of each channel, as it differs from the mean: of the place and of
        its people on average [B, C], of each description [B, 3, C]; the places of class words
        [B, 3]; COUNTS of words [B, 3]."""
        hints, sides = self.hints(input_ids)
        counted = self.counted[input_ids]
        is_class = counted[..., 0]
        own = self.whose(sides.softmax(-1), is_class).transpose(1, 2) @ hints
        people = is_class.sum(1, keepdim=True).clamp(min=1)
        hinted = hints.sum(1)
        hinted = torch.cat([hinted[:, PLACE], hinted[:, PLACE.stop :] / people], 1)
        order = is_class.cumsum(1)[..., None] == self.slots
        at = (order * is_class[..., None] * self.places).sum(1)
        return hinted, own, at, counted.sum(1)

    def whose(self, sides, is_class):
        """Whose description each word belongs to [B, 48, 3], from the chances [B, 48, 3] of the class
        word before it, after it, and everybody."""
        through = is_class.cumsum(1)[..., None]
        before = through.clamp(min=1) == self.slots
        after = torch.minimum(through + 1 - is_class[..., None], through[:, -1:]) == self.slots
        return sides[..., :1] * before + sides[..., 1:2] * after + sides[..., 2:]
