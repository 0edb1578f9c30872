"""Lessons of words alone, many a second: what each word hints of the people and the place that a
prompt describes, and whose it is. `train.py` draws with these hints and leaves them as they are."""

import argparse
import time
from pathlib import Path

import torch

from data import Words, seen_parameters
from latents import (
    CHANNELS, IDENTITY_COLOURS, LAYOUT, PLACE, SLICES, person_codes, place_codes,
)  # fmt: skip
from records import PEOPLE, read_data
from sizes import SIZES
from train import Run, fast_bfloat16
from words import load_tokenizer

PERSON = slice(LAYOUT.stop, CHANNELS)
SHOWN = (
    *IDENTITY_COLOURS, 'hair', 'facialHair', 'glasses', 'clothing', 'primary', 'headwear', 'action',
    'scene',
)  # fmt: skip


class Descriptions:
    """Random captions and own prompts as word numbers [B, 48], codes of the place [B, PLACE] and of
    whom they describe [B, 3, PERSON], and whether they describe somebody there [B, 3]."""

    def __init__(self, data, tokenizer, seed):
        _, self.codes, self.people, self.records = data
        self.words = Words(self.records, self.people, tokenizer)
        self.random = torch.Generator().manual_seed(seed)

    def __call__(self, size, own_share=0.4):
        index = torch.randint(len(self.records), (size,), generator=self.random)
        p = seen_parameters(self.records, self.people, self.codes, index)
        person = person_codes(self.codes, p)[..., PERSON.start - LAYOUT.start - 1 :]
        rows = torch.arange(size)
        chance = torch.rand((2, size), generator=self.random)
        k = (chance[0] * p['present'].sum(1)).long().clamp(max=PEOPLE - 1)
        own = (chance[1] < own_share) & (self.words.class_at[index, k] >= 0)
        ids = torch.where(own[:, None], self.words.prompts[index, k], self.words.captions[index])
        alone = torch.zeros_like(p['present'])
        alone[:, 0] = True
        person[own, 0] = person[rows, k][own]
        there = torch.where(own[:, None], alone, p['present'])
        return ids.long(), place_codes(self.codes, p), person, there


def unexpected(text, means, ids, place, person, there):
    """How codes differ from what the words let expect: of the places [B, PLACE], and of people
    [N, PERSON], where as many are named as are there. Those people's rows, too [B, 3]."""
    hinted, own, at, _ = text.expect(ids)
    named = there & ((at > 0).sum(1) == there.sum(1))[:, None]
    of_place = place - means[PLACE] - hinted[:, PLACE]
    of_people = person - means[PERSON] - own[..., PERSON]
    return of_place, of_people[named], named


@torch.no_grad()
def explained(text, means, descriptions, count=4000):
    """The share of the codes' variance that words explain, by name."""
    ids, place, person, there = descriptions(count)
    of_place, of_people, named = unexpected(text, means, ids, place, person, there)
    layout = torch.ones(LAYOUT.stop - LAYOUT.start)
    left = torch.cat([of_place.square().mean(0), layout, of_people.square().mean(0)])
    all_ = torch.cat([place.var(0), layout, person[named].var(0)])
    return {name: 1 - (left[SLICES[name]].sum() / all_[SLICES[name]].sum()).item() for name in SHOWN}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--device', default='cpu')
    options.add_argument('--minutes', type=float, required=True)
    options.add_argument('--lr', type=float, default=3e-3)
    options.add_argument('--batch', type=int, default=256)
    options.add_argument('--threads', type=int)
    o = options.parse_args()
    if o.threads:
        torch.set_num_threads(o.threads)
    tokenizer, data = load_tokenizer(), read_data(o.work, 'train')
    run = Run(o.work, SIZES[o.size], o.lr, o.device)
    descriptions = Descriptions(data, tokenizer, seed=5)
    if not run.path.exists():
        run.begin(tokenizer, descriptions.words, *data[1:])
    text = run.networks['text']
    _, place, person, there = descriptions(20_000)
    means = torch.zeros(CHANNELS)
    means[PLACE], means[PERSON] = place.mean(0), person[there].mean(0)
    means = means.to(o.device)
    optimizer = torch.optim.Adam(text.hints.parameters(), lr=o.lr)
    bfloat16 = fast_bfloat16(o.device)
    began = shown = time.monotonic()
    recent, step, progress = [], 0, 0.0
    while progress < 1:
        now = time.monotonic()
        progress = min(1.0, (now - began) / (60 * o.minutes))
        step += 1
        for group in optimizer.param_groups:
            group['lr'] = o.lr * max(1e-3, 1 - progress) * min(1.0, step / 50)
        batch = [t.to(o.device) for t in descriptions(o.batch)]
        with torch.autocast(o.device, torch.bfloat16, enabled=bfloat16):
            of_place, of_people, _ = unexpected(text, means, *batch)
        loss = of_place.square().mean() + 2 * of_people.square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        recent.append(loss.item())
        if now - shown > 30 or progress >= 1:
            shown = now
            print(f'{step} batches, error {sum(recent) / len(recent):.4f}', flush=True)
            recent = []
    run.average['text'].hints.load_state_dict(text.hints.state_dict())
    run.save()
    held_out = Descriptions(read_data(o.work, 'held-out'), tokenizer, seed=6)
    shares = explained(run.average['text'].cpu(), means.cpu(), held_out)
    print('explained:', ', '.join(f'{name} {share:.2f}' for name, share in shares.items()))


if __name__ == '__main__':
    main()
