"""What each word hints of each channel of the latents, and where people stand by their number,
counted in the training records: where the networks' hints and layouts begin."""

import torch

from latents import CELLS, CHANNELS, IDENTITY, SLICES, Codes, colour, encode, number
from networks import LAYOUT, LAYOUTS


def picture_codes(codes: Codes, p):
    """Codes [B, C] of pictures of at most one person, and which channels they have [B, C]."""
    b = len(p['scene'])
    found = torch.zeros(b, CHANNELS)
    for name in ('scene', 'time', 'style'):
        found[:, SLICES[name]] = codes.encode(name, p[name])
    first = {name: value[:, 0] for name, value in p.items() if value.dim() > 1}
    for name in ('clothing', 'headwear', 'action', 'mouth'):
        found[:, SLICES[name]] = codes.encode(name, first[name])
    for name in ('buildX', 'buildY', 'moodBrow'):
        found[:, SLICES[name]] = number(name, first[name])
    for name in ('primary', 'secondary', 'hat'):
        found[:, SLICES[name]] = colour(first[name])
    found[:, IDENTITY] = first['identity']
    return found


def count_hints(records, people, codes, captions, words, shrink=30.0):
    """[words, C]: the mean of pictures of one person whose captions have the word, less the mean of
    all; rare words hint less."""
    alone = (records.who >= 0).sum(1) == 1
    index = alone.nonzero()[:, 0]
    sums, counts = torch.zeros(words, CHANNELS), torch.zeros(words)
    total = torch.zeros(CHANNELS)
    for part in index.split(4096):
        p = records.batch(part, people)
        p['identity'] = people.codes[p['who'].clamp(min=0)]
        found = picture_codes(codes, p)
        total += found.sum(0)
        said = torch.zeros(len(part), words)
        said.scatter_(1, captions[part].long(), 1.0)
        sums += said.T @ found
        counts += said.sum(0)
    mean = total / len(index)
    hints = (sums - counts[:, None] * mean) / (counts[:, None] + shrink)
    hints[0] = 0
    return hints


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
