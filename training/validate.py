"""Error of the clean latents on held-out people, for any number of checkpoints: the same pictures,
times and noise for each, so that the rows of the table compare."""

import argparse
from pathlib import Path

import torch

from data import Pictures, Sampler
from networks import create_networks, to_latents
from schedule import ALPHAS_BAR, STEPS
from sizes import SIZES
from train import losses
from words import load_tokenizer

BANDS = (range(0, 300), range(300, 700), range(700, STEPS))


@torch.no_grad()
def validate(networks, pictures, tokenizer, batches, batch_size, seed):
    """The loss weighted as in training, and the plain error in each band of times."""
    torch.manual_seed(seed)
    sampler = Sampler(pictures, tokenizer, seed)
    timestep = ((torch.arange(batch_size) + 0.5) * STEPS / batch_size).long()
    importance = (1 / (1 - ALPHAS_BAR[timestep])).clamp(max=8).view(-1, 1, 1, 1)
    weighted, bands = [], [[] for _ in BANDS]
    for _ in range(batches):
        batch = sampler.draw(batch_size)
        noise = torch.randn_like(to_latents(batch.images))
        error, weights = losses(networks, batch, timestep, noise)
        weighted.append(((error * importance).sum() / weights.sum()).item())
        plain = error.sum((1, 2, 3)) / weights.sum((1, 2, 3)).clamp(min=1)
        for t, value in zip(timestep.tolist(), plain.tolist(), strict=True):
            next(band for band, times in zip(bands, BANDS, strict=True) if t in times).append(value)
    return [sum(values) / len(values) for values in (weighted, *bands)]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('checkpoints', type=Path, nargs='+')
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--batches', type=int, default=12)
    options.add_argument('--batch', type=int, default=24)
    options.add_argument('--seed', type=int, default=5)
    o = options.parse_args()
    size, tokenizer = SIZES[o.size], load_tokenizer()
    pictures = Pictures(o.work / 'data', size.picture, only='held-out')
    networks = create_networks(len(tokenizer.words), size).eval()
    print('| weights | weighted loss | t < 300 | 300 to 699 | t >= 700 |')
    print('| --- | --- | --- | --- | --- |')
    for path in o.checkpoints:
        networks.load_state_dict(torch.load(path, map_location='cpu', weights_only=True)['average'])
        row = validate(networks, pictures, tokenizer, o.batches, o.batch, o.seed)
        print(f'| {path.stem} |', ' | '.join(f'{value:.4f}' for value in row), '|', flush=True)


if __name__ == '__main__':
    main()
