"""Trains one of the networks that read pictures: `python training/train_images.py layout
--minutes 10`; goes on from its last checkpoint."""

import argparse
import copy
import csv
import math
import time
from pathlib import Path

import numpy as np
import torch

from image_lessons import BATCH, LESSONS, Shard
from image_networks import create
from train import fast_bfloat16


def update_average(average, network, step):
    """Weights and running statistics alike."""
    decay = min(0.998, (step + 1) / (step + 10))
    with torch.no_grad():
        for kept, current in zip(
            average.state_dict().values(), network.state_dict().values(), strict=True
        ):
            if kept.dtype.is_floating_point:
                kept.lerp_(current, 1 - decay)


@torch.no_grad()
def held_out_loss(network, lesson, batch):
    network.eval()
    index = [np.arange(at, min(at + batch, lesson.count)) for at in range(0, lesson.count, batch)]
    mean = float(np.mean([lesson.loss(network, rows).item() for rows in index[:10]]))
    network.train()
    return mean


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('name', choices=LESSONS)
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--device', default='cpu')
    options.add_argument('--minutes', type=float, required=True)
    options.add_argument('--lr', type=float, default=2e-3)
    options.add_argument('--threads', type=int)
    o = options.parse_args()
    if o.threads:
        torch.set_num_threads(o.threads)
    began = time.monotonic()
    lesson, held_out = (
        LESSONS[o.name](Shard.of(o.name, o.work, part), o.device) for part in ('train', 'held-out')
    )
    network = create(o.name).to(o.device, memory_format=torch.channels_last)
    average = copy.deepcopy(network).requires_grad_(False)
    path, samples = o.work / f'{o.name}.pt', 0
    if path.exists():
        state = torch.load(path, map_location=o.device, weights_only=True)
        network.load_state_dict(state['network'])
        average.load_state_dict(state['average'])
        samples = state['samples']
        extra = state['extra']
        if extra is not None and extra.shape == lesson.extra.shape:
            lesson.extra.data.copy_(extra)
    learned = [*network.parameters(), *([] if lesson.extra is None else [lesson.extra])]
    optimizer = torch.optim.AdamW(learned, lr=o.lr, weight_decay=1e-2)
    random, batch = np.random.default_rng(samples), BATCH[o.name]
    log = (o.work / f'{o.name}.csv').open('a', newline='')
    recent, shown, step = [], time.monotonic(), 0
    bfloat16 = fast_bfloat16(o.device)
    while True:
        progress = min(1.0, (time.monotonic() - began) / (60 * o.minutes))
        lr = o.lr * max(0.02, 0.5 * (1 + math.cos(math.pi * progress))) * min(1.0, (step + 1) / 50)
        for group in optimizer.param_groups:
            group['lr'] = lr
        index = np.sort(random.choice(lesson.count, min(batch, lesson.count), replace=False))
        with torch.autocast(o.device, torch.bfloat16, enabled=bfloat16):
            loss = lesson.loss(network, index)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 5.0)
        optimizer.step()
        step, samples = step + 1, samples + len(index)
        update_average(average, network, step)
        recent.append(loss.item())
        if time.monotonic() - shown > 30 or progress >= 1:
            shown = time.monotonic()
            # People held out are no classes of the recogniser: judge.py looks at it instead.
            unseen = held_out_loss(average, held_out, batch) if lesson.extra is None else 0.0
            row = [samples, round(float(np.mean(recent)), 4), round(unseen, 4)]
            csv.writer(log).writerow(row)
            log.flush()
            print(f'{o.name}: {row[0]} samples, loss {row[1]}, held out {row[2]}', flush=True)
            recent = []
            state = {'network': network.state_dict(), 'average': average.state_dict()}
            state |= {'samples': samples, 'extra': getattr(lesson.extra, 'data', None)}
            torch.save(state, path.with_suffix('.partial'))
            path.with_suffix('.partial').rename(path)
        if progress >= 1:
            break


if __name__ == '__main__':
    main()
