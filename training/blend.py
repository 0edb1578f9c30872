"""Averages the weights of two runs that began at the same place: often steadier than either."""

import argparse
from pathlib import Path

import torch


def blend(first, second, share):
    """`share` of the second's averaged weights, the rest of the first's."""
    return {name: torch.lerp(first[name], second[name], share) for name in first}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('first', type=Path)
    options.add_argument('second', type=Path)
    options.add_argument('--share', type=float, required=True, help='of the second, 0 to 1')
    options.add_argument('--out', type=Path, required=True, help='for export.py --checkpoint')
    o = options.parse_args()
    first, second = (torch.load(p, weights_only=True)['average'] for p in (o.first, o.second))
    torch.save({'average': blend(first, second, o.share)}, o.out)


if __name__ == '__main__':
    main()
