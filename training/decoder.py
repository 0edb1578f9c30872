"""Latents to pictures: reads each person's codes out of the cells and lets the renderer draw them."""

import torch
from torch import nn

from codebook import palette
from latents import (
    AMPLITUDE, COLOUR, IDENTITY_COLOURS, IDENTITY_NUMBERS, IDENTITY_PARTS, MIDDLE,
    SLICES, SPAN, SPREADS, Codes, cell_centres,
)  # fmt: skip
from one_by_one import OneByOne
from renderer import PARAMETERS, SIDE, Renderer

PEOPLE = 3
NEAR = 28.0  # px: how far apart the heads may be that one person's cells point at
APART = 46.0  # px: two heads are never closer
FEWEST = 8.0  # cells of a person
SCALES = (0.185, 0.58)  # px a unit that people are ever drawn at

# Groups of parts, in the order in which their codes are looked up.
LOOKED_UP = ('scene', 'time', 'style', 'clothing', 'headwear', 'action', 'mouth', *IDENTITY_PARTS)

LIMITS = {
    'buildX': (0.6, 1.2), 'buildY': (0.6, 1.1), 'fatness': (0.0, 1.0), 'noseSize': (0.4, 1.4),
    'earSize': (0.4, 1.5), 'smileLineSize': (0.2, 2.5), 'eyeAngle': (-12.0, 16.0),
    'browAngle': (-20.0, 20.0), 'moodBrow': (-20.0, 20.0), 'tilt': (-6.0, 6.0),
    'female': (0.0, 1.0), 'child': (0.0, 1.0),
}  # fmt: skip


def mean(values, weights):
    """[B, C, N] and [B, N] to [B, C]."""
    total = weights.sum(1, keepdim=True).clamp(min=1e-4)
    return torch.einsum('bcn,bn->bc', values, weights) / total


class Decoder(nn.Module):
    """Latents [B, C, 16, 16], scaled, to pictures [B, 3, 256, 256] in [-1, 1]. Cells vote for the
    place and, up to three times, for the head that most of them point at; each person's codes are
    the mean over their cells, and each code's nearest drawn part is what is seen."""

    def __init__(self, renderer: Renderer, codes: Codes, people):
        super().__init__()
        # Skins and hair have colours that people have: the nearest of these is seen.
        for name in IDENTITY_COLOURS:
            self.register_buffer(name, palette(people.parameters[name]))
        self.renderer = renderer
        self.codes = codes
        self.register_buffer('amplitude', AMPLITUDE.clone())
        cx, cy = cell_centres()
        self.register_buffer('centres', torch.stack([cx.flatten(), cy.flatten()]))

    def person(self, cells, heads, free):
        """The person whom most `free` cells [B, N] point at: parameters by name, each [B, ...]; the
        cells that are still free; and whether there were enough of them [B]."""
        gap = heads[:, :, :, None] - heads[:, :, None, :]
        squared = gap.square().sum(1)
        together = torch.exp(-squared / (2 * NEAR * NEAR)) * (squared < APART * APART)
        votes = torch.einsum('bnm,bm->bn', together, free) * free
        best = votes.argmax(1)
        row = best[:, None, None].expand(-1, 1, votes.shape[1])
        mine = free * together.gather(1, row)[:, 0]
        head = mean(heads, mine)
        of_body = mean(cells, mine)
        number = lambda name, found: (  # noqa: E731
            found[:, SLICES[name]][:, 0] * SPREADS[name][1] + SPREADS[name][0]
        ).clamp(*LIMITS[name])
        colour = lambda name, found: (  # noqa: E731
            found[:, SLICES[name]] * COLOUR[1] + COLOUR[0]
        ).clamp(0, 1)
        scale = (0.3 * torch.exp(of_body[:, SLICES['size']][:, 0] * 0.35)).clamp(*SCALES)
        off = (self.centres[None] - head[:, :, None]) / (150 * scale[:, None, None])
        of_head = mean(cells, mine * torch.exp(-1.2 * off.square().sum(1)))
        # Faces stay inside the picture.
        wide, high = 110 * scale, 165 * scale
        x = torch.minimum(torch.maximum(head[:, 0], wide), SIDE - wide)
        y = torch.minimum(torch.maximum(head[:, 1], high), SIDE - high)
        p = {'x': x, 'y': y, 'scale': scale}
        for name in ('tilt', 'buildX', 'buildY'):
            p[name] = number(name, of_body)
        for name in ('clothing', 'headwear', 'action'):
            p[name] = self.codes.nearest(name, of_body[:, SLICES[name]])
        for name in ('primary', 'secondary', 'hat'):
            p[name] = colour(name, of_body)
        for name in ('mouth', *IDENTITY_PARTS):
            p[name] = self.codes.nearest(name, of_head[:, SLICES[name]])
        for name in ('moodBrow', *IDENTITY_NUMBERS):
            p[name] = number(name, of_head)
        for name in IDENTITY_COLOURS:
            among = getattr(self, name)
            wanted = colour(name, of_head)[:, None]
            p[name] = among[(wanted - among).square().sum(2).argmin(1)]
        p['browAngle'] = p['browAngle'] + p['moodBrow']
        distance = (heads - head[:, :, None]).square().sum(1).sqrt()
        left = free * (distance > APART).float()
        return p, left, mine.sum(1) > FEWEST

    def read(self, latents):
        """The picture's place, by name, and its people: parameters [B, 3, ...] from the one behind
        to the one in front, and who is there [B, 3]."""
        cells = (latents / self.amplitude[:, None, None]).flatten(2)
        presence = (0.5 + 0.7 * cells[:, SLICES['presence']][:, 0]).clamp(0, 1)
        heads = MIDDLE + SPAN * cells[:, SLICES['headAt']]
        of_place = mean(cells, 1.02 - presence)
        place = {n: self.codes.nearest(n, of_place[:, SLICES[n]]) for n in ('scene', 'time', 'style')}
        place['variant'] = (of_place[:, SLICES['variant']][:, 0] > 0).long()
        place['mirrored'] = (of_place[:, SLICES['mirrored']][:, 0] > 0).long()
        people, there = [], []
        free = presence
        for _ in range(PEOPLE):
            p, free, enough = self.person(cells, heads, free)
            people.append(p)
            there.append(enough)
        p = {name: torch.stack([q[name] for q in people], 1) for name in people[0]}
        return place, p, torch.stack(there, 1)

    def forward(self, latents):
        place, p, there = self.read(latents)
        return 2 * draw(self.renderer, place, p, there) - 1


class Figure(nn.Module):
    """People [M, 4, S, S] of the renderer's parameters [M, ...], in the order of `PARAMETERS`."""

    def __init__(self, renderer: Renderer):
        super().__init__()
        self.renderer = renderer
        self.dims = (4, renderer.side, renderer.side)

    def forward(self, *parameters):
        p = dict(zip(PARAMETERS, parameters, strict=True))
        canvas = self.renderer.canvas(p)
        return self.renderer.stand(canvas, p['x'], p['y'], p['scale'], p['tilt'])


def draw(renderer: Renderer, place, p, there, alphas=False):
    """Pictures [B, 3, S, S] in 0..1 of parameters as `Decoder.read` gives them, S the renderer's
    side; with `alphas` also what is seen of each person [B, P, S, S], in the order of `p`."""
    b, k = there.shape
    size = (renderer.side, renderer.side)
    # Only people who are there are drawn; the first always, so that there is something to draw.
    first = (torch.arange(k, device=there.device) == 0)[None, :]
    drawn = (there | first).flatten()
    which = drawn.nonzero()[:, 0]
    present = [p[name].flatten(0, 1)[which] for name in PARAMETERS]
    seen = OneByOne.apply(Figure(renderer), *present)
    seen = seen * there.flatten()[which].float()[:, None, None, None]
    blank = torch.zeros_like(seen[:1])
    slot = (torch.cumsum(drawn.long(), 0) * drawn.long()).view(b, k)
    order = (p['scale'] + 1e-4 * p['x']).argsort(1)
    people = torch.cat([blank, seen])[slot.gather(1, order).flatten()].view(b, k, 4, *size)
    ground = renderer.place(2 * place['scene'] + place['variant'], place['mirrored'])
    picture = renderer.compose(ground, people, place['time'], place['style'])
    if not alphas:
        return picture
    shown, clear = [], torch.ones(b, *size)
    for i in reversed(range(k)):
        shown.insert(0, people[:, i, 3] * clear)
        clear = clear * (1 - people[:, i, 3])
    back = order.argsort(1)[:, :, None, None].expand(-1, -1, *size)
    return picture, torch.stack(shown, 1).gather(1, back)
