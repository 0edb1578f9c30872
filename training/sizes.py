"""Sizes: how large everything is. `SIZES['cpu']` is what the bundle ships."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Everything about a model that depends on how much compute there is."""

    width: int  # of the denoiser
    depth: int
    heads: int
    batch: int
    people: int  # identities of the training set
    records: int  # scene graphs of the training set
    pictures: int  # drawn for the image networks


SIZES = {
    # Draws nothing worth a look: whether all steps of run.py go through.
    'tiny': Size(width=64, depth=2, heads=2, batch=8, people=120, records=1500, pictures=240),
    'cpu': Size(
        width=256, depth=6, heads=4, batch=16, people=8000, records=250_000, pictures=16_000
    ),
    'gpu': Size(
        width=384, depth=12, heads=6, batch=512, people=16_000, records=400_000, pictures=24_000
    ),
}

TOKENS = 48
WORDS = 768  # that the text encoder has room for, so that a vocabulary may grow
WIDTH = 256  # of a word and of the pooled prompt
CLASS_WORDS = ('man', 'woman', 'boy', 'girl')
