"""Whether Python has all that requirements-test.txt pins: exit 0, else 1 and what is missing."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).parent
pins = [
    line.strip().split('==')
    for file in ('requirements.txt', 'requirements-test.txt')
    for line in (HERE / file).read_text().splitlines()
    if '==' in line
]


def installed(name):
    try:
        # What stands behind a plus says how it was built.
        return version(name).partition('+')[0]
    except PackageNotFoundError:
        return 'none'


missing = [f'{n}=={wanted} ({installed(n)})' for n, wanted in pins if installed(n) != wanted]
if missing:
    sys.exit(f'not installed: {", ".join(missing)}')
