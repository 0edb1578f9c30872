"""Structured latents [B, C, 16, 16]: what every cell of 16 x 16 px holds, and back.

Everywhere: the place. In a person's cells: presence, where the head is, clothes, action. In the
head's cells: the identity and the mood. Channels are scaled so that layout is decided first as
noise falls, then clothes and place, then who somebody is."""

import torch
from torch import nn

from codebook import DIMS, load_codes
from renderer import STYLES, TIMES

CELLS, CELL = 16, 16

# Numbers by name: middle and spread.
SPREADS = {
    'buildX': (0.95, 0.1), 'buildY': (0.95, 0.08), 'fatness': (0.5, 0.3), 'noseSize': (0.8, 0.25),
    'earSize': (0.9, 0.3), 'smileLineSize': (1.0, 0.6), 'eyeAngle': (0.0, 6.0),
    'browAngle': (0.0, 6.0), 'moodBrow': (0.0, 8.0), 'tilt': (0.0, 2.0),
    'female': (0.5, 0.5), 'child': (0.5, 0.5),
}  # fmt: skip
COLOUR = (0.5, 0.3)
MIDDLE, SPAN = 128.0, 64.0  # px: of where heads are

IDENTITY_PARTS = (
    'head', 'eye', 'eyebrow', 'nose', 'ear', 'hair', 'hairBg', 'facialHair', 'eyeLine',
    'smileLine', 'miscLine', 'glasses',
)  # fmt: skip
IDENTITY_NUMBERS = (
    'fatness', 'noseSize', 'earSize', 'smileLineSize', 'eyeAngle', 'browAngle', 'female', 'child',
)  # fmt: skip
IDENTITY_COLOURS = ('skin', 'hairColour')

# (name, channels, where, amplitude), in the order of the channels.
FIELDS = (
    *((n, DIMS[n], 'place', 0.6) for n in ('scene', 'time', 'style')),
    ('variant', 1, 'place', 0.6),
    ('mirrored', 1, 'place', 0.6),
    ('presence', 1, 'all', 1.0),
    ('headAt', 2, 'body', 1.0),
    ('size', 1, 'body', 1.0),
    ('tilt', 1, 'body', 0.5),
    ('buildX', 1, 'body', 0.5),
    ('buildY', 1, 'body', 0.5),
    *((n, DIMS[n], 'body', 0.5) for n in ('clothing', 'headwear', 'action')),
    *((n, 3, 'body', 0.5) for n in ('primary', 'secondary', 'hat')),
    ('mouth', DIMS['mouth'], 'head', 0.45),
    ('moodBrow', 1, 'head', 0.45),
    *((n, DIMS[n], 'head', 0.45) for n in IDENTITY_PARTS),
    *((n, 1, 'head', 0.45) for n in IDENTITY_NUMBERS),
    *((n, 3, 'head', 0.45) for n in IDENTITY_COLOURS),
)

CHANNELS = sum(channels for _, channels, _, _ in FIELDS)
SLICES = {}
_from = 0
for _name, _channels, _, _ in FIELDS:
    SLICES[_name] = slice(_from, _from + _channels)
    _from += _channels
PLACE = slice(0, SLICES['presence'].start)
# Presence, place of the head and size, of which a picture's layout consists.
LAYOUT = slice(SLICES['presence'].start, SLICES['size'].stop)
HEAD = slice(SLICES['mouth'].start, CHANNELS)
IDENTITY = slice(SLICES['head'].start, CHANNELS)
IDENTITY_SIZE = IDENTITY.stop - IDENTITY.start
AMPLITUDE = torch.cat([torch.full((n,), amplitude) for _, n, _, amplitude in FIELDS])
WHERE = [where for _, n, where, _ in FIELDS for _ in range(n)]


def code_counts(atlas):
    counts = {name: len(atlas.ids(name)) for name in DIMS if name in atlas.groups}
    return counts | {'scene': len(atlas.scenes), 'time': len(TIMES), 'style': len(STYLES)}


class Codes(nn.Module):
    """Codes of indices and indices of codes."""

    def __init__(self, atlas, work):
        super().__init__()
        ids = {name: atlas.ids(name) for name in DIMS if name in atlas.groups}
        codes = load_codes(atlas, work, code_counts(atlas), ids | {'scene': atlas.scenes})
        for name, code in codes.items():
            self.register_buffer(name, code)

    def encode(self, name, index):
        return getattr(self, name)[index]

    def nearest(self, name, code):
        """Codes [B, d] to indices [B]. All codes of a group have one length."""
        return (code @ getattr(self, name).T).argmax(1)


def number(name, value):
    middle, wide = SPREADS[name]
    return ((value - middle) / wide)[..., None]


def colour(value):
    return (value - COLOUR[0]) / COLOUR[1]


def identity_code(codes: Codes, p):
    """[..., IDENTITY_SIZE] of identity parameters by name."""
    return torch.cat(
        [codes.encode(n, p[n]) for n in IDENTITY_PARTS]
        + [number(n, p[n]) for n in IDENTITY_NUMBERS]
        + [colour(p[n]) for n in IDENTITY_COLOURS],
        -1,
    )


def cell_centres(device=None):
    at = (torch.arange(CELLS, device=device).float() + 0.5) * CELL
    return at[None, :].expand(CELLS, CELLS), at[:, None].expand(CELLS, CELLS)


def regions(p):
    """Whose each cell is: body [B, P, 16, 16] and head [B, P, 16, 16], 0 or 1, no overlaps, from
    x, y, scale, buildX and present [B, P]."""
    cx, cy = cell_centres(p['x'].device)
    s = p['scale'][..., None, None]
    dx = (cx - p['x'][..., None, None]) / s
    dy = (cy - p['y'][..., None, None]) / s
    head = (dx / 150).square() + ((dy + 10) / 180).square() <= 1
    body = head | ((dy > 215) & (dx.abs() < 195 * p['buildX'][..., None, None]))
    far = dx.square() + 0.2 * dy.square() + 1e9 * (~body | ~p['present'][..., None, None])
    mine = far == far.amin(1, keepdim=True)
    body = body & mine & p['present'][..., None, None]
    return body.float(), (head & body).float()


def place_codes(codes: Codes, p):
    """What every cell holds of the place [B, PLACE]."""
    return torch.cat(
        [codes.encode(n, p[n]) for n in ('scene', 'time', 'style')]
        + [2 * p['variant'][:, None].float() - 1, 2 * p['mirrored'][:, None].float() - 1],
        1,
    )


def person_codes(codes: Codes, p):
    """What the cells of each person hold of them [B, P, C - PLACE - 1]: after presence, what their
    body has and what their head has."""
    head_at = (torch.stack([p['x'], p['y']], -1) - MIDDLE) / SPAN
    return torch.cat(
        [head_at, (torch.log(p['scale'] / 0.3) / 0.35)[..., None]]
        + [number(n, p[n]) for n in ('tilt', 'buildX', 'buildY')]
        + [codes.encode(n, p[n]) for n in ('clothing', 'headwear', 'action')]
        + [colour(p[n]) for n in ('primary', 'secondary', 'hat')]
        + [codes.encode('mouth', p['mouth']), number('moodBrow', p['moodBrow']), p['identity']],
        -1,
    )


def encode(codes: Codes, p):
    """Latents [B, C, 16, 16] before scaling, weights of the same shape (where a channel means
    something), and whose each cell is [B, P, 16, 16]. `p` has scene, variant, mirrored, time, style
    [B], and [B, P] of each person."""
    body, head = regions(p)
    person = person_codes(codes, p)
    of_body, of_head = person.split([HEAD.start - LAYOUT.start - 1, CHANNELS - HEAD.start], -1)
    seen = body.amax(1, keepdim=True)
    headed = head.amax(1, keepdim=True)
    latents = torch.cat(
        [
            place_codes(codes, p)[:, :, None, None].expand(-1, -1, CELLS, CELLS),
            2 * seen - 1,
            torch.einsum('bpc,bpyx->bcyx', of_body, body),
            torch.einsum('bpc,bpyx->bcyx', of_head, head),
        ],
        1,
    )
    all_ = torch.ones_like(seen)
    # Where people stand is worth the most: all else hangs on it.
    by_where = {'place': all_, 'all': 5 * all_, 'body': 0.08 + seen, 'head': 0.04 + 1.5 * headed}
    kinds = torch.stack([by_where[w][:, 0] for w in ('place', 'all', 'body', 'head')], 1)
    order = torch.tensor([('place', 'all', 'body', 'head').index(w) for w in WHERE])
    weights = kinds[:, order.to(kinds.device)]
    weights[:, SLICES['headAt'].start : SLICES['size'].stop] *= 4
    # Colours are what is seen first, and few channels.
    for name in (*IDENTITY_COLOURS, 'primary'):
        weights[:, SLICES[name]] *= 3
    return latents, weights, body
