"""Codes of drawn parts: vectors near to each other for parts that look alike, far enough apart to
be told from each other through noise."""

import json

import torch
import torch.nn.functional as F

from atlas import Atlas

# Channels that each group of parts gets.
DIMS = {
    'head': 5, 'eye': 6, 'eyebrow': 6, 'nose': 5, 'ear': 2, 'hair': 7, 'hairBg': 3,
    'facialHair': 7, 'eyeLine': 3, 'smileLine': 3, 'miscLine': 4, 'glasses': 3, 'mouth': 5,
    'clothing': 6, 'headwear': 5, 'action': 7, 'scene': 9, 'time': 2, 'style': 3,
}  # fmt: skip


def looks(atlas: Atlas, name, count):
    """What each part looks like, [n, features], all tints mid-gray."""
    if name in ('time', 'style'):
        return torch.eye(count)
    index = torch.arange(count)
    if name == 'scene':
        seen = atlas.planes('scene', 2 * index)
    else:
        tints = dict.fromkeys(('skin', 'hair', 'primary', 'secondary', 'hat'))
        seen = atlas.part(name, index, {t: torch.full((count, 3), 0.5) for t in tints})
    return F.adaptive_avg_pool2d(seen, 12).flatten(1)


def spread(points, steps=400):
    """Points [n, d] pushed apart on the sphere of radius sqrt(d), so that channels have unit size."""
    d = points.shape[1]
    points = F.normalize(points + 1e-3 * torch.sin(torch.arange(points.numel()).view_as(points) * 12.9898))
    for step in range(steps):
        distance = torch.cdist(points, points) + 10 * torch.eye(len(points))
        push = (points[:, None] - points[None]) * torch.exp(-6 * distance.square())[..., None]
        points = F.normalize(points + 0.1 * (1 - step / steps) * push.sum(1))
    return points * d**0.5


def make_codes(atlas: Atlas, counts):
    """Codes [n, d] of every group in DIMS, by name; the same for the same atlas."""
    codes = {}
    for name, d in DIMS.items():
        features = looks(atlas, name, counts[name])
        centred = features - features.mean(0)
        u, s, _ = torch.linalg.svd(centred, full_matrices=False)
        axes = min(d, u.shape[1])
        points = torch.zeros(counts[name], d)
        points[:, :axes] = u[:, :axes] * s[:axes].sqrt()
        codes[name] = spread(points)
    return codes


def load_codes(atlas: Atlas, work, counts, ids):
    """The codes in `work`, made when they are not there yet. ValueError when the art has changed
    since: codes are what the networks have learned."""
    path = work / 'codes.pt'
    if not path.exists():
        torch.save({'ids': json.dumps(ids), 'codes': make_codes(atlas, counts)}, path)
    saved = torch.load(path, weights_only=True)
    if saved['ids'] != json.dumps(ids):
        raise ValueError(f'the parts in {work} are not those that codes.pt was made for')
    return saved['codes']


def palette(colours, count=96):
    """`count` of the colours [n, 3], as different from each other as can be: each the farthest from
    those before it. Never more than there are."""
    colours = colours.unique(dim=0)
    chosen = [int((colours - colours.mean(0)).square().sum(1).argmin())]
    far = torch.full((len(colours),), float('inf'))
    for _ in range(min(count, len(colours)) - 1):
        far = torch.minimum(far, (colours - colours[chosen[-1]]).square().sum(1))
        chosen.append(int(far.argmax()))
    return colours[chosen]
