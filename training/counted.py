"""Whose words usually are, and where people stand by their number, counted in the training records:
where the networks begin."""

import torch

from latents import CELLS, LAYOUT, encode
from networks import LAYOUTS


def count_sides(words, vocabulary, everybody=0.1):
    """[words, 3]: log chances that a word belongs to the class word before it, after it, or to
    everybody, as it stands in prompts of one person."""
    at = words.class_at.flatten()
    ids = words.prompts.flatten(0, 1)[at >= 0].long()
    at = at[at >= 0][:, None].long()
    place = torch.arange(ids.shape[1])
    counts = torch.ones(2, vocabulary)
    for row, side in enumerate((place > at, place < at)):
        counts[row].index_add_(0, ids[side], torch.ones(int(side.sum())))
    shares = (1 - everybody) * counts / counts.sum(0)
    sides = torch.cat([shares, torch.full((1, vocabulary), everybody)]).log().T
    sides[0] = 0
    return sides


def count_layouts(records, people, codes, each=1500):
    """[LAYOUTS, 4, 16, 16]: the mean layout of records of none to three people and of portraits,
    less the mean of all of them."""
    count = (records.who >= 0).sum(1)
    kinds = [(count == k) & ~records.portrait for k in range(4)] + [records.portrait]
    layouts = torch.zeros(LAYOUTS, LAYOUT.stop - LAYOUT.start, CELLS, CELLS)
    shares = torch.stack([kind.float().mean() for kind in kinds])
    for k, kind in enumerate(kinds):
        p = records.batch(kind.nonzero()[:each, 0], people)
        p['identity'] = people.codes[p['who'].clamp(min=0)]
        clean, _, body = encode(codes, p)
        seen = body.amax(1, keepdim=True)
        found = clean[:, LAYOUT]
        layouts[k, :1] = found[:, :1].mean(0)
        # Cells where nobody stands say nothing of heads: they take what their column says.
        near, weight = (found[:, 1:] * seen).sum(0), seen.sum(0)
        column, of_column = near.sum(1, keepdim=True), weight.sum(1, keepdim=True)
        layouts[k, 1:] = (near + column / of_column.clamp(min=1)) / (weight + 1)
    layouts[:5] -= (layouts[:5] * shares[:, None, None, None]).sum(0) / shares.sum()
    return layouts
