"""The whole bundle in one command: rasterises the art, makes people and records, trains every
network, exports.

    python training/run.py --minutes 120                                 # two CPU cores
    python training/run.py --device cuda --size gpu --minutes 24 --out "$OUT"
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from sizes import SIZES

HERE = Path(__file__).parent
WORDS_SHARE = 0.08  # of the time, for lessons of words alone
LEAST = 0.5  # minutes of a lesson, however late it is
# Shares of what is left of the time once the pictures are drawn.
SHARES = {'identity': 0.3, 'layout': 0.25, 'upscaler': 0.1, 'recogniser': 0.2, 'scorer': 0.15}


def python(script, *arguments):
    return [sys.executable, HERE / script, *map(str, arguments)]


def tsx(script, *arguments):
    return ['npx', 'tsx', HERE / script, *map(str, arguments)]


def do(command):
    subprocess.run(list(map(str, command)), check=True, cwd=HERE.parent)


def make_data(work, size):
    """Atlas, people and records; what is there already stays."""
    for name, density in (('atlas', 0.5), ('atlas-fine', 1)):
        if not (work / name / 'catalogue.json').exists():
            do(tsx('atlas.main.ts', '--out', work / name, '--density', density))
    for name, people, records, others in (
        ('held-out', 400, 6000, ['--held-out']),
        ('train', size.people, size.records, []),
    ):
        if not (work / 'data' / name).exists():
            counts = ('--people', people, '--records', records, *others)
            do(tsx('generate.main.ts', *counts, '--seed', 1, '--out', work / 'data' / name))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--device', default='cpu')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--minutes', type=float, required=True, help='in all')
    options.add_argument('--work', type=Path, default=HERE / '.work')
    options.add_argument('--out', type=Path, default=HERE.parent / 'models/bundles/storybook')
    o = options.parse_args()
    began = time.monotonic()
    left = lambda: o.minutes - (time.monotonic() - began) / 60  # noqa: E731
    o.work.mkdir(parents=True, exist_ok=True)
    make_data(o.work, SIZES[o.size])
    threads = max(1, os.cpu_count() // 2)
    common = ['--work', o.work, '--threads', threads]
    on = [*common, '--device', o.device]
    sized = [*on, '--size', o.size]
    do(python('train_words.py', *sized, '--minutes', max(LEAST, WORDS_SHARE * left())))
    learning = subprocess.Popen(
        list(map(str, python('train.py', *sized, '--minutes', max(LEAST, left() - 2)))),
        cwd=HERE.parent,
    )
    if not (o.work / 'pictures/train').exists():
        count = SIZES[o.size].pictures
        few = min(1200, count // 4)
        do(python('pictures.py', *common, '--count', count, '--held-out', few, '--pairs', few))
    if not (o.work / 'anchors.png').exists():
        do(python('anchors.py', '--work', o.work))
    time_for_images = left() - 3
    for name, share in SHARES.items():
        minutes = max(LEAST, share * time_for_images)
        do(python('train_images.py', name, *on, '--minutes', minutes))
    if learning.wait() != 0:
        raise RuntimeError('train.py failed')
    do(python('export.py', '--work', o.work, '--size', o.size, '--out', o.out))


if __name__ == '__main__':
    main()
