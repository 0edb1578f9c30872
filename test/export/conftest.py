"""Tiny sources, written once for all tests: `python3 -m pytest test/export`."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / 'export'))
os.environ.setdefault('HF_HUB_OFFLINE', '1')


@pytest.fixture(scope='session')
def sources(tmp_path_factory):
    """All that an export reads, by the names of main.py's options."""
    from tiny import write_sources

    return write_sources(tmp_path_factory.mktemp('sources'), seed=0)


@pytest.fixture(scope='session')
def bundle():
    """The bundle of the same sources that is committed, in fp32."""
    return ROOT / 'test/golden/sdxl/bundle'
