"""Batches for the denoiser: latents computed from records, and the words that stand for them."""

import queue
import threading
from dataclasses import dataclass

import torch

from latents import IDENTITY, SLICES, encode, regions
from records import PEOPLE
from sizes import CLASS_WORDS, TOKENS


GLASSES = slice(
    SLICES['glasses'].start - IDENTITY.start, SLICES['glasses'].stop - IDENTITY.start
)


OWN = (0.6, 0.3)  # shares of own prompts: of several people, and of one


@dataclass
class Batch:
    clean: torch.Tensor  # [B, C, 16, 16] codes and numbers
    shown: torch.Tensor  # the same, but perhaps of somebody else: what noise is added to
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


def seen_parameters(records, people, codes, index):
    """Parameters of records `index` [B] with the `identity` codes [B, 3, D] of their people as they
    are seen: glasses put on for one picture are in it, whoever wears them."""
    p = records.batch(index, people)
    p['identity'] = people.codes[p['who'].clamp(min=0)].clone()
    p['identity'][..., GLASSES] = codes.encode('glasses', p['glasses'])
    return p


class Batches:
    """Random batches. OWN of the lessons with people are one person's own prompt with the identity
    in its class word; where others stand beside them, only that person's cells count. In half of
    those the noisy latents lean towards somebody else of the same class word, as a template does:
    the identity must win. A tenth of the captions is empty, for guidance."""

    def __init__(self, records, people, codes, words, size, seed):
        self.records, self.people, self.codes, self.words = records, people, codes, words
        self.size = size
        self.random = torch.Generator().manual_seed(seed)
        kinds = torch.tensor([CLASS_WORDS.index(word) for word in people.words])
        self.kind = kinds
        self.of_kind = [(kinds == k).nonzero()[:, 0] for k in range(len(CLASS_WORDS))]

    def uniform(self, *dims):
        return torch.rand(dims, generator=self.random)

    def __call__(self, index=None):
        if index is None:
            index = torch.randint(len(self.records), (self.size,), generator=self.random)
        b = len(index)
        p = seen_parameters(self.records, self.people, self.codes, index)
        clean, weights, body = encode(self.codes, p)
        count = p['present'].sum(1)
        k = (self.uniform(b) * count).long().clamp(max=PEOPLE - 1)
        rows = torch.arange(b)
        at = self.words.class_at[index, k].long()
        share = torch.where(count > 1, *OWN)
        own = (self.uniform(b) < share) & (count > 0) & (at >= 0)
        ids = torch.where(own[:, None], self.words.prompts[index, k], self.words.captions[index])
        empty = (self.uniform(b) < 0.1) & ~own
        ids = ids.long().masked_fill(empty[:, None], 0)
        mask = torch.zeros(b, TOKENS)
        mask[rows[own], at[own]] = 1
        who = p['who'][rows, k].clamp(min=0)
        shown = self.lean(clean, regions(p)[1][rows, k], who, own)
        identity = self.people.codes[who]
        blur = 0.3 * self.uniform(b, 1)
        identity = identity + blur * torch.randn(identity.shape, generator=self.random)
        among_others = own & (count > 1)
        mine = body[rows, k][:, None]
        weights = torch.where(among_others[:, None, None, None], weights * mine, weights)
        return Batch(clean, shown, weights, ids, mask, identity)

    def lean(self, clean, head, who, own):
        """Latents in which the `own` heads [B, 16, 16] of identities `who` [B] lean, half of them,
        towards somebody else of the same class word."""
        b = len(who)
        pick = self.uniform(b)
        others = torch.stack([
            self.of_kind[kind][int(share * len(self.of_kind[kind]))]
            for kind, share in zip(self.kind[who].tolist(), pick.tolist(), strict=True)
        ])  # fmt: skip
        share = self.uniform(b) * (self.uniform(b) < 0.5) * own
        change = share[:, None] * (self.people.codes[others] - self.people.codes[who])
        shown = clean.clone()
        shown[:, IDENTITY] += change[:, :, None, None] * head[:, None]
        return shown


def prefetch(batches, depth=4):
    """Batches made in a thread, for ever."""
    waiting = queue.Queue(depth)

    def work():
        while True:
            waiting.put(batches())

    threading.Thread(target=work, daemon=True).start()
    while True:
        yield waiting.get()

