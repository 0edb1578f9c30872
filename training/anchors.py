"""Draws the face crops that give recogniser figures their meaning: `python training/anchors.py`.

A row of anchors.png: four pictures of one held-out person, then one picture each of four others of
the same description. Described is what captions can say: class word, age, hair, skin, beard, glasses;
the rest of a face (head, eyes, brows, nose, ears, width) comes from another held-out person."""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from atlas import Atlas
from latents import Codes
from pictures import crop_faces, draw_records, to_bytes
from records import People, Records
from renderer import Renderer

SAME, DIFFERENT = 4, 4
UNSAID = (
    'head', 'eye', 'eyebrow', 'nose', 'ear', 'fatness', 'noseSize', 'earSize', 'eyeAngle',
    'browAngle',
)  # fmt: skip


@torch.no_grad()
def row_of(renderer, people, records, alone, person, random):
    """Face crops [8, 96, 96, 3] about the person of row `person`."""
    looks = alone[torch.randint(len(alone), (SAME + DIFFERENT,), generator=random)]
    p = records.batch(looks, people)
    others = [
        i for i, word in enumerate(people.words) if word == people.words[person] and i != person
    ]
    picked = torch.randperm(len(others), generator=random)[:DIFFERENT].tolist()
    for name, values in people.parameters.items():
        rows = torch.full((SAME + DIFFERENT,), person)
        if name in UNSAID:
            rows[SAME:] = torch.tensor([others[i] for i in picked])
        p[name] = p[name].clone()
        p[name][:, 0] = values[rows]
    pictures, _ = draw_records(renderer, p)
    return to_bytes(crop_faces(pictures, p['x'][:, 0], p['y'][:, 0], p['scale'][:, 0]))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--rows', type=int, default=48)
    o = options.parse_args()
    atlas = Atlas(o.work / 'atlas')
    codes = Codes(atlas, o.work)
    renderer = Renderer(atlas).eval()
    people = People(o.work / 'data/held-out', atlas, codes)
    records = Records(o.work / 'data/held-out', atlas, people)
    count = (records.who >= 0).sum(1)
    alone = ((count == 1) & ~records.portrait).nonzero()[:, 0]
    random = torch.Generator().manual_seed(11)
    persons = torch.randperm(len(people.words), generator=random)[: o.rows].tolist()
    rows = [row_of(renderer, people, records, alone, person, random) for person in persons]
    sheet = np.concatenate([np.concatenate(list(row), 1) for row in rows], 0)
    Image.fromarray(sheet).save(o.work / 'anchors.png', optimize=True)


if __name__ == '__main__':
    main()
