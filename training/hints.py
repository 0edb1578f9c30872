"""What each word hints of each channel of the latents, counted in the training captions: where the
text encoder's hints begin."""

import torch

from latents import CHANNELS, IDENTITY, SLICES, Codes, colour, number


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
