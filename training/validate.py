"""Error of the clean latents on held-out people, for any number of checkpoints: the same records,
times and noise for each, so that the rows of the table compare."""

import argparse
from pathlib import Path

import torch

from data import Batches, Words
from networks import create_networks
from records import read_data
from schedule import STEPS
from sizes import SIZES
from train import losses
from words import load_tokenizer

BANDS = (range(0, 300), range(300, 700), range(700, STEPS))


@torch.no_grad()
def validate(networks, batches, count):
    """The mean error, and that of each band of times."""
    size = batches.size
    timestep = ((torch.arange(size) + 0.5) * STEPS / size).long()
    rows = []
    for seed in range(count):
        batch = batches()
        generator = torch.Generator().manual_seed(seed)
        noise = torch.randn(batch.clean.shape, generator=generator)
        error, weights = losses(networks, batch, timestep, noise)
        rows.append(error.sum((1, 2, 3)) / weights.sum((1, 2, 3)).clamp(min=1))
    mean = torch.stack(rows).mean(0)
    bands = [mean[[i for i, t in enumerate(timestep.tolist()) if t in band]] for band in BANDS]
    return [mean.mean().item(), *(band.mean().item() for band in bands)]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('checkpoints', type=Path, nargs='+')
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--batches', type=int, default=10)
    o = options.parse_args()
    size, tokenizer = SIZES[o.size], load_tokenizer()
    _, codes, people, records = read_data(o.work, 'held-out')
    words = Words(records, people, tokenizer)
    networks = create_networks(size).eval()
    print('| weights | error | t < 300 | 300 to 699 | t >= 700 |')
    print('| --- | --- | --- | --- | --- |')
    for path in o.checkpoints:
        networks.load_state_dict(torch.load(path, map_location='cpu', weights_only=True)['average'])
        batches = Batches(records, people, codes, words, 48, seed=5)
        row = validate(networks, batches, o.batches)
        print(f'| {path.stem} |', ' | '.join(f'{value:.4f}' for value in row), '|', flush=True)


if __name__ == '__main__':
    main()
