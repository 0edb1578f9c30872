"""The whole bundle in one command: draws the pictures, trains every network, exports.

    python training/run.py --minutes 60                                  # two CPU cores
    python training/run.py --device cuda --size gpu --minutes 25 --out "$OUT"
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from sizes import SIZES

HERE = Path(__file__).parent
PER_SHARD = 1000


def python(script, *arguments):
    subprocess.run([sys.executable, HERE / script, *map(str, arguments)], check=True)


def draw_pictures(work, size, workers):
    """Shards of 1000 people, `workers` at a time; those that are there already stay."""
    data = work / 'data'
    data.mkdir(parents=True, exist_ok=True)
    shards = [(str(s), s, PER_SHARD) for s in range(1, size.people // PER_SHARD + 1)]
    shards.append(('held-out', 100, 60))
    waiting = [shard for shard in shards if not (data / shard[0]).exists()]
    running = []
    while waiting or running:
        while waiting and len(running) < workers:
            name, seed, people = waiting.pop(0)
            command = ['npx', 'tsx', HERE / 'generate.main.ts', '--people', people, '--seed', seed]
            command += ['--side', size.picture, '--out', data / name]
            running.append(subprocess.Popen(list(map(str, command)), cwd=HERE.parent))
        for process in [p for p in running if p.poll() is not None]:
            if process.returncode != 0:
                raise RuntimeError(f'the generator failed: {process.args}')
            running.remove(process)
        time.sleep(0.5)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--device', default='cpu')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--minutes', type=float, required=True, help='in all, drawing included')
    options.add_argument('--work', type=Path, default=HERE / '.work')
    options.add_argument('--out', type=Path, default=HERE.parent / 'models/bundles/storybook')
    options.add_argument('--warm', type=Path)
    o = options.parse_args()
    began = time.monotonic()
    draw_pictures(o.work, SIZES[o.size], os.cpu_count())
    left = o.minutes - (time.monotonic() - began) / 60 - 1.5
    if left <= 0:
        raise RuntimeError(f'no time left to train: drawing took {o.minutes - left:.1f} minutes')
    common = ['--work', o.work, '--size', o.size]
    on = [*common, '--device', o.device]
    warm = ['--warm', o.warm] if o.warm else []
    python('train.py', *on, '--minutes', 0.7 * left, *warm)
    python('redraw.py', *on, '--minutes', 0.06 * left)
    python('train_pixels.py', 'decoder', *on, '--minutes', 0.12 * left)
    python('train_pixels.py', 'layout', *on, '--minutes', 0.12 * left)
    python('export.py', *common, '--out', o.out)


if __name__ == '__main__':
    main()
