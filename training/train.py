"""Trains text encoder, identity encoder, fusion and denoiser together, until a time of day or for
some minutes; goes on from its last checkpoint."""

import argparse
import copy
import csv
import json
import math
import time
from functools import partial
from pathlib import Path

import torch
import torch.nn.functional as F

from data import Pictures, Sampler, prefetch
from networks import create_networks, to_latents
from sampling import draw, encode, save_sheet
from schedule import ALPHAS_BAR, STEPS, add_noise
from sizes import PATCH, SIZES
from warm import warm_start
from words import load_tokenizer

PROMPTS = [
    'a close-up portrait of a young woman with long, straight red hair and fair skin',
    'a portrait of an old man with short, curly white hair, dark skin and a beard',
    'a girl with short, curly black hair and dark skin at the beach',
    'a smiling man with a bald head, brown skin and a goatee in a library',
    'a woman with long, wavy blonde hair, fair skin and glasses in a cafe',
    'a boy with spiky brown hair and tan skin in the snow',
    'a man with short black hair and brown skin and a woman with long blonde hair in a park',
    'a girl, a man with a beard and an old woman with gray hair in a kitchen',
]


def losses(networks, batch, timestep, noise):
    """Weighted squared error of the clean latents, per picture, and the weights' sum."""
    prompt_embeds, pooled = networks['text'](batch.input_ids)
    identity = networks['identity'](batch.references)
    prompt_embeds, pooled = networks['fusion'](prompt_embeds, pooled, batch.class_mask, identity)
    clean = to_latents(batch.images)
    noisy = add_noise(clean, noise, timestep).contiguous(memory_format=torch.channels_last)
    predicted = networks['denoiser'](noisy, timestep.float(), prompt_embeds, pooled)
    weights = F.pixel_unshuffle(batch.weights, PATCH).repeat(1, 3, 1, 1)
    return (predicted.float() - clean).square() * weights, weights


def fast_bfloat16(device):
    """Whether bfloat16 is faster than float32: not on processors that emulate it."""
    return device == 'cuda' or torch.cpu.is_available() and torch.cpu._is_avx512_bf16_supported()


class Run:
    """What a checkpoint holds."""

    def __init__(self, folder: Path, size, tokenizer, lr):
        self.path = folder / 'checkpoint.pt'
        self.networks = create_networks(len(tokenizer.words), size)
        self.samples, self.steps, self.minutes = 0, 0, 0.0
        self.lr = lr

    def finish_setup(self, device):
        self.networks.to(device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.networks).requires_grad_(False)
        self.optimizer = torch.optim.AdamW(
            self.networks.parameters(), lr=self.lr, betas=(0.9, 0.98), weight_decay=1e-3
        )

    def load(self, device):
        state = torch.load(self.path, map_location='cpu', weights_only=True)
        self.networks.load_state_dict(state['networks'])
        self.finish_setup(device)
        self.average.load_state_dict(state['average'])
        self.optimizer.load_state_dict(state['optimizer'])
        self.samples, self.steps, self.minutes = state['samples'], state['steps'], state['minutes']

    def save(self):
        state = {
            'networks': self.networks.state_dict(),
            'average': self.average.state_dict(),
            'optimizer': self.optimizer.state_dict(),
            'samples': self.samples,
            'steps': self.steps,
            'minutes': self.minutes,
        }
        staged = self.path.with_suffix('.partial')
        torch.save(state, staged)
        staged.rename(self.path)

    def update_average(self, window=300):
        decay = min(1 - 1 / window, (self.steps + 1) / (self.steps + 20))
        with torch.no_grad():
            for kept, current in zip(
                self.average.parameters(), self.networks.parameters(), strict=True
            ):
                kept.lerp_(current, 1 - decay)


def sheet(run, tokenizer, size, held_out, path):
    """From words alone; held-out people; the same people in two places."""
    portraits = [i for i, r in enumerate(held_out.records) if r['portrait']][1::14][:4]
    references = held_out.images([i for i in portraits for _ in range(2)])
    people = [held_out.records[i]['people'][0] for i in portraits]
    places = ('in a forest', 'on a city street')
    prompts = [f'a smiling {p["description"]} {place}' for p in people for place in places]
    words = [p['word'] for p in people for _ in places]
    small = references if size.picture == 64 else F.avg_pool2d(references, size.picture // 64)
    networks = run.average.eval()
    alone = draw(networks, encode(networks, tokenizer, PROMPTS), size.picture)
    with_identity = encode(networks, tokenizer, prompts, small, words)
    save_sheet([alone, references, draw(networks, with_identity, size.picture)], path)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--device', default='cpu')
    options.add_argument('--minutes', type=float, required=True)
    options.add_argument('--lr', type=float, default=1e-3)
    options.add_argument('--floor', type=float, default=0.03, help='share of lr at the end')
    options.add_argument('--warm', type=Path, help='folder of weights-fp16.pt and vocab.json')
    options.add_argument('--sheets', type=float, default=15, help='minutes between sample sheets')
    options.add_argument('--seed', type=int, default=1)
    o = options.parse_args()
    torch.manual_seed(o.seed)
    size, tokenizer = SIZES[o.size], load_tokenizer()
    pictures = Pictures(o.work / 'data', size.picture)
    held_out = Pictures(o.work / 'data', size.picture, only='held-out')
    run = Run(o.work, size, tokenizer, o.lr)
    if run.path.exists():
        run.load(o.device)
    else:
        if o.warm:
            weights = torch.load(o.warm / 'weights-fp16.pt', weights_only=True)
            words = json.loads((o.warm / 'vocab.json').read_text())
            print('words kept', warm_start(run.networks, tokenizer, weights, words), flush=True)
        run.finish_setup(o.device)
    compiled = dict(run.networks.items())
    for part in ('denoiser', 'identity'):
        compiled[part] = torch.compile(run.networks[part])
    sampler = Sampler(pictures, tokenizer, o.seed + run.steps)
    next_batch = partial(sampler.draw, size.batch)
    next_batch = prefetch(next_batch) if o.device == 'cuda' else next_batch
    print(len(pictures), 'pictures', len(pictures.portraits), 'people', flush=True)
    log = (o.work / 'losses.csv').open('a', newline='')
    writer = csv.writer(log)
    began = saved = shown = time.monotonic()
    earlier = run.minutes
    total, bands = [], [[], [], []]
    drawn, first = run.samples, run.samples
    while (elapsed := (time.monotonic() - began) / 60) < o.minutes:
        warm_up = min(1, (run.samples - first + size.batch) / (30 * size.batch))
        share = o.floor + (1 - o.floor) * (0.5 + 0.5 * math.cos(math.pi * elapsed / o.minutes))
        for group in run.optimizer.param_groups:
            group['lr'] = o.lr * warm_up * share
        batch = next_batch()
        for name, value in vars(batch).items():
            setattr(batch, name, value.to(o.device))
        timestep = torch.randint(0, STEPS, (size.batch,), device=o.device)
        noise = torch.randn_like(to_latents(batch.images))
        with torch.autocast(o.device, torch.bfloat16, enabled=fast_bfloat16(o.device)):
            error, weights = losses(compiled, batch, timestep, noise)
        # Late steps settle the detail, so their smaller errors count more (up to 8 times).
        importance = (1 / (1 - ALPHAS_BAR.to(o.device)[timestep])).clamp(max=8)
        loss = (error * importance.view(-1, 1, 1, 1)).sum() / weights.sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.networks.parameters(), 1.0)
        run.optimizer.step()
        run.optimizer.zero_grad(set_to_none=True)
        run.steps += 1
        run.samples += size.batch
        run.minutes = earlier + elapsed
        run.update_average()
        total.append(loss.item())
        plain = (error.sum((1, 2, 3)) / weights.sum((1, 2, 3)).clamp(min=1)).tolist()
        for t, value in zip(timestep.tolist(), plain, strict=True):
            bands[0 if t < 300 else 1 if t < 700 else 2].append(value)
        if run.steps % 25 == 0:
            rate = (run.samples - drawn) / (time.monotonic() - began)
            means = [sum(b) / max(1, len(b)) for b in (total, *bands)]
            row = [run.steps, run.samples, f'{run.minutes:.2f}', *(f'{m:.4f}' for m in means)]
            writer.writerow(row)
            log.flush()
            print(*row, f'{rate:.1f}/s', flush=True)
            total, bands = [], [[], [], []]
        if time.monotonic() - saved > 180:
            run.save()
            saved = time.monotonic()
        if time.monotonic() - shown > 60 * o.sheets:
            sheet(run, tokenizer, size, held_out, o.work / f'sheet-{run.samples:07d}.png')
            shown = time.monotonic()
    run.save()
    sheet(run, tokenizer, size, held_out, o.work / f'sheet-{run.samples:07d}.png')
    print('done', run.steps, 'steps', run.samples, 'samples', flush=True)


if __name__ == '__main__':
    main()
