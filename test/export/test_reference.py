"""The published algorithm in PyTorch and ours, both on storybook's weights, find and draw the same."""

import json
import os
import subprocess
import sys

from conftest import ROOT


def test_both_sides_find_and_draw_the_same_and_ours_in_half_the_memory(tmp_path):
    out = tmp_path / 'reference.json'
    command = ['npm', 'run', '--silent', 'bench:reference', '--', '--repeats', '1', '--portraits', '40', '--json', out]
    environment = {**os.environ, 'PYTHON': sys.executable}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    compared = json.loads(out.read_text())['compared']
    agreement = {one['work']: one['agreement'] for one in compared}
    assert agreement['a character, equal work'] > 0.9999
    decibels = [agreement[f'a frame, K = {count}'] for count in (1, 2, 3)]
    assert min(decibels) > 45
    # Half, and a tenth of it for what a process happens to keep.
    share = {one['work']: one['peakMegabytes'] / one['publishedPeakMegabytes'] for one in compared}
    assert max(share.values()) < 0.55, share
