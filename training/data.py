"""Batches for the denoiser: latents computed from records, and the words that stand for them."""

import queue
import threading
from dataclasses import dataclass

import torch

from latents import IDENTITY, SLICES, encode
from records import PEOPLE
from sizes import TOKENS


GLASSES = slice(
    SLICES['glasses'].start - IDENTITY.start, SLICES['glasses'].stop - IDENTITY.start
)


@dataclass
class Batch:
    clean: torch.Tensor  # [B, C, 16, 16] codes and numbers
    weights: torch.Tensor  # the same shape
    input_ids: torch.Tensor  # [B, 48]
    class_mask: torch.Tensor  # [B, 48], 1 at the class word that carries an identity
    identity: torch.Tensor  # [B, D]

    def to(self, device):
        return Batch(*(t.to(device, non_blocking=True) for t in vars(self).values()))


class Words:
    """Every caption and every own prompt of records as word numbers, and where the class word of
    each own prompt stands (-1: nowhere)."""

    def __init__(self, records, people, tokenizer):
        def numbers(text):
            words = tokenizer.split(text)
            return words, [tokenizer.number[w] for w in words] + [0] * (TOKENS - len(words))

        nothing = [0] * TOKENS
        captions, prompts, class_at = [], [], []
        for caption, own, who in zip(
            records.captions, records.prompts, records.who.tolist(), strict=True
        ):
            captions.append(numbers(caption)[1])
            told = [numbers(prompt) for prompt in own]
            empty = PEOPLE - len(told)
            prompts.append([ids for _, ids in told] + [nothing] * empty)
            at = [
                words.index(people.words[row]) if people.words[row] in words else -1
                for (words, _), row in zip(told, who, strict=False)
            ]
            class_at.append(at + [-1] * empty)
        self.captions = torch.tensor(captions, dtype=torch.int16)
        self.prompts = torch.tensor(prompts, dtype=torch.int16)
        self.class_at = torch.tensor(class_at, dtype=torch.int16)


class Batches:
    """Random batches. Half of the lessons with people are one person's own prompt with the identity
    in its class word; where others stand beside them, only that person's cells count. A tenth of
    the captions is empty, for guidance."""

    def __init__(self, records, people, codes, words, size, seed):
        self.records, self.people, self.codes, self.words = records, people, codes, words
        self.size = size
        self.random = torch.Generator().manual_seed(seed)

    def uniform(self, *dims):
        return torch.rand(dims, generator=self.random)

    def __call__(self, index=None):
        if index is None:
            index = torch.randint(len(self.records), (self.size,), generator=self.random)
        b = len(index)
        p = self.records.batch(index, self.people)
        p['identity'] = self.people.codes[p['who'].clamp(min=0)].clone()
        # Glasses put on for one picture are seen in it, whoever wears them.
        from_codes = self.codes.encode('glasses', p['glasses'])
        p['identity'][..., GLASSES] = from_codes
        clean, weights, body = encode(self.codes, p)
        count = p['present'].sum(1)
        k = (self.uniform(b) * count).long().clamp(max=PEOPLE - 1)
        rows = torch.arange(b)
        at = self.words.class_at[index, k].long()
        own = (self.uniform(b) < 0.55) & (count > 0) & (at >= 0)
        ids = torch.where(own[:, None], self.words.prompts[index, k], self.words.captions[index])
        empty = (self.uniform(b) < 0.1) & ~own
        ids = ids.long().masked_fill(empty[:, None], 0)
        mask = torch.zeros(b, TOKENS)
        mask[rows[own], at[own]] = 1
        identity = self.people.codes[p['who'][rows, k].clamp(min=0)]
        blur = 0.5 * self.uniform(b, 1)
        identity = identity + blur * torch.randn(identity.shape, generator=self.random)
        among_others = own & (count > 1)
        mine = body[rows, k][:, None]
        weights = torch.where(among_others[:, None, None, None], weights * mine, weights)
        return Batch(clean, weights, ids, mask, identity)


def prefetch(batches, depth=4):
    """Batches made in a thread, for ever."""
    waiting = queue.Queue(depth)

    def work():
        while True:
            waiting.put(batches())

    threading.Thread(target=work, daemon=True).start()
    while True:
        yield waiting.get()

