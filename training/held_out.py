"""People and records of the held-out data: never learned from."""

from atlas import Atlas
from latents import Codes
from records import People, Records


def read_held_out(work):
    """Atlas, codes, people and records in a `work` folder."""
    atlas = Atlas(work / 'atlas')
    codes = Codes(atlas, work)
    people = People(work / 'data/held-out', atlas, codes)
    return atlas, codes, people, Records(work / 'data/held-out', atlas, people)
