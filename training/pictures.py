"""Draws the pictures that the image networks learn from: `python training/pictures.py`.

A shard holds pictures.npy [n, 256, 256, 3], masks.npy [n, 64, 64] (0 nobody, k person k from 1),
captions.json, people.npy [n, 3, 5] (identity, class, head x, head y, head width in px of 256;
identity -1 where nobody is), portrait.npy [n]; faces.npy [m, 96, 96, 3] with faces_identity.npy;
portraits.npy [p, 256, 256, 3] with portraits_identity.npy; identity_codes.npy. Pairs are the same
records twice: small.npy [q, 256, 256, 3], and large.npy [q, 512, 512, 3] from an atlas of twice the
density. What is there already stays."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from atlas import Atlas
from decoder import draw
from image_networks import crop_squares
from records import class_index, read_data
from renderer import SIDE, Renderer

HEAD_WIDTH = 300  # units
CROP = 1.5  # head widths a face crop is wide
FACE = 96
MASK = 64  # side of masks


def draw_records(renderer, p):
    """Pictures [B, 3, S, S] in 0..1 and what is seen of each person [B, 3, S, S], of
    parameters as `Records.batch` gives them."""
    people = {n: v for n, v in p.items() if v.dim() > 1 and n not in ('present', 'who', 'identity')}
    people['browAngle'] = people['browAngle'] + people['moodBrow']
    return draw(renderer, p, people, p['present'], alphas=True)


def crop_faces(pictures, x, y, scale):
    """Face crops [M, 3, 96, 96] of pictures [M, 3, S, S]: heads at x, y px of 256, `scale` px a unit."""
    half = CROP * HEAD_WIDTH * scale / SIDE
    return crop_squares(pictures, 2 * x / SIDE - 1, 2 * y / SIDE - 1, half, FACE)


def to_bytes(pictures):
    return (pictures * 255).round().byte().permute(0, 2, 3, 1).numpy()


class Arrays:
    """Arrays of known length that are filled from the start, in files: a shard may be larger than
    memory."""

    def __init__(self, folder: Path):
        self.folder, self.arrays, self.filled = folder, {}, {}

    def add(self, name, rows, length):
        """Appends `rows` [k, ...] to the array `name` of `length` rows."""
        if name not in self.arrays:
            shape = (length, *rows.shape[1:])
            self.arrays[name] = np.lib.format.open_memmap(
                self.folder / f'{name}.npy', 'w+', rows.dtype, shape
            )
            self.filled[name] = 0
        at = self.filled[name]
        self.arrays[name][at : at + len(rows)] = rows
        self.filled[name] = at + len(rows)


@torch.no_grad()
def make_shard(renderer, people, records, index, out, batch=24):
    """Draws the records of `index` into the folder `out`, which appears when it is complete."""
    staged = out.with_suffix('.partial')
    staged.mkdir(parents=True, exist_ok=True)
    arrays = Arrays(staged)
    everybody = int((records.who[index] >= 0).sum())
    portraits = int(records.portrait[index].sum())
    for at in range(0, len(index), batch):
        rows = index[at : at + batch]
        p = records.batch(rows, people)
        drawn, seen = draw_records(renderer, p)
        portrait = records.portrait[rows]
        masks = F.avg_pool2d(seen, SIDE // MASK)
        owner = masks.argmax(1) + 1
        who, width = p['who'], HEAD_WIDTH * p['scale']
        table = [who, class_index(people, who), p['x'], p['y'], width]
        arrays.add('pictures', to_bytes(drawn), len(index))
        arrays.add('masks', torch.where(masks.amax(1) > 0.5, owner, 0).byte().numpy(), len(index))
        arrays.add('people', torch.stack([t.float() for t in table], -1).numpy(), len(index))
        b, k = (who >= 0).nonzero(as_tuple=True)
        if len(b):
            faces = crop_faces(drawn[b], p['x'][b, k], p['y'][b, k], p['scale'][b, k])
            arrays.add('faces', to_bytes(faces), everybody)
            arrays.add('faces_identity', who[b, k].int().numpy(), everybody)
        if portrait.any():
            arrays.add('portraits', to_bytes(drawn[portrait]), portraits)
            arrays.add('portraits_identity', who[portrait, 0].int().numpy(), portraits)
        if at // batch % 20 == 0:
            print(f'{at + len(rows)} of {len(index)} pictures', flush=True)
    np.save(staged / 'portrait.npy', records.portrait[index].numpy())
    np.save(staged / 'identity_codes.npy', people.codes.numpy())
    captions = [records.captions[i] for i in index.tolist()]
    (staged / 'captions.json').write_text(json.dumps(captions))
    staged.rename(out)


@torch.no_grad()
def make_pairs(renderers, people, records, index, out, batch=8):
    """Draws the records of `index` with every one of the `renderers`, which have names."""
    staged = out.with_suffix('.partial')
    staged.mkdir(parents=True, exist_ok=True)
    arrays = Arrays(staged)
    for at in range(0, len(index), batch):
        p = records.batch(index[at : at + batch], people)
        for name, renderer in renderers.items():
            arrays.add(name, to_bytes(draw_records(renderer, p)[0]), len(index))
        if at // batch % 20 == 0:
            print(f'{at} of {len(index)} pairs', flush=True)
    staged.rename(out)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--count', type=int, default=16_000)
    options.add_argument('--held-out', type=int, default=1_200)
    options.add_argument('--pairs', type=int, default=1_200)
    options.add_argument('--portraits', type=float, default=0.5, help='their share')
    options.add_argument('--people', type=int, help='only the first so many: more views of each')
    options.add_argument('--threads', type=int)
    o = options.parse_args()
    if o.threads:
        torch.set_num_threads(o.threads)
    fine = Renderer(Atlas(o.work / 'atlas-fine')).eval()
    for name, count, pairs in (
        ('held-out', o.held_out, o.pairs // 8), ('train', o.count, o.pairs),
    ):  # fmt: skip
        atlas, _, people, records = read_data(o.work, name)
        order = torch.randperm(len(records), generator=torch.Generator().manual_seed(3))
        if o.people is not None:
            order = order[records.who[order].amax(1) < o.people]
        portraits = order[records.portrait[order]][: round(count * o.portraits)]
        others = order[~records.portrait[order]][: count - len(portraits)]
        index = torch.cat([portraits, others])
        renderer, out = Renderer(atlas).eval(), o.work / 'pictures' / name
        if not out.exists():
            make_shard(renderer, people, records, index, out)
        out = o.work / 'pairs' / name
        if not out.exists():
            make_pairs({'small': renderer, 'large': fine}, people, records, order[:pairs], out)


if __name__ == '__main__':
    main()
