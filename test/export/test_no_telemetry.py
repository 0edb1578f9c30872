"""Nobody is told that somebody exports or trains: ONNX Runtime does it by itself."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT

OPENING = """
from onnx_session import open_session
open_session('models/bundles/storybook/text-encoder.onnx')
"""


@pytest.mark.parametrize('folder', ['export', 'training'])
def test_opening_a_model_leaves_no_id_in_the_home_folder(folder, tmp_path):
    names = ('ORT_DISABLE_TELEMETRY', 'XDG_CACHE_HOME')
    others = {name: value for name, value in os.environ.items() if name not in names}
    environment = {**others, 'HOME': str(tmp_path), 'PYTHONPATH': str(ROOT / folder)}
    subprocess.run([sys.executable, '-c', OPENING], cwd=ROOT, env=environment, check=True)
    assert list(tmp_path.iterdir()) == []
