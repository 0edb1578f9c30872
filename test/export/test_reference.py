"""The published algorithm in PyTorch and ours, both on storybook's weights, find and draw the same."""

import json
import os
import subprocess
import sys

from conftest import ROOT


def test_both_sides_find_the_same_person_and_draw_the_same_frames(tmp_path):
    out = tmp_path / 'reference.json'
    command = ['npm', 'run', '--silent', 'bench:reference', '--', '--repeats', '1', '--json', out]
    environment = {**os.environ, 'PYTHON': sys.executable}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    agreement = {one['work']: one['agreement'] for one in json.loads(out.read_text())['compared']}
    assert agreement['a character, equal work'] > 0.9999
    decibels = [agreement[f'a frame, K = {count}'] for count in (1, 2, 3)]
    assert min(decibels) > 45
