"""Draws pictures from exact parameters: the one renderer, of the training pictures and, behind
`decoder.py`, of the bundle."""

import math
from itertools import chain, pairwise

import torch
import torch.nn.functional as F
from torch import nn

from atlas import Atlas

DEGREE = math.pi / 180
SIDE = 256  # of a picture, pixels, at the density of the bundle's atlas
CANVAS = (640, 960)  # the person canvas, units
HEAD = (320.0, 330.0)  # the head's middle on it
FACE = (100, 128, 440, 512)  # what head and features fill
NECK = (320.0, 620.0)  # what torso and arms are scaled about
RISE, CHILD_RISE = 36.0, 18.0  # how far the body is pushed up under the chin, units
BAND = 128  # rows that are sampled at once
HAT_LINE = 232.0  # hair above it is hidden by tight headwear, units

TIMES = ('day', 'sunset', 'night')
STYLES = ('plain', 'ink', 'watercolour', 'sepia')

PLACE_LIGHT = ((1.0, 1.0, 1.0), (1.06, 0.84, 0.7), (0.4, 0.46, 0.7))
PEOPLE_LIGHT = ((1.0, 1.0, 1.0), (1.03, 0.93, 0.84), (0.74, 0.78, 0.94))

LUMINANCE = (0.299, 0.587, 0.114)


def toned(dark, light, gain, lift):
    """Colour matrix [3, 3] and bias [3] that map luminance from one colour to another."""
    matrix = [[gain * (l - d) * w for w in LUMINANCE] for d, l in zip(dark, light, strict=True)]
    bias = [d + lift * (l - d) for d, l in zip(dark, light, strict=True)]
    return matrix, bias


IDENTITY = [[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]]
WASH = [[0.74 * (i == j) + 0.02 for j in range(3)] for i in range(3)]
STYLE_COLOURS = (
    (IDENTITY, [0.0, 0, 0]),
    toned((0.08, 0.09, 0.16), (0.98, 0.96, 0.91), 1.35, -0.12),
    (WASH, [0.21, 0.2, 0.17]),
    toned((0.2, 0.12, 0.06), (1.0, 0.93, 0.78), 1.05, 0.0),
)
GRAIN = (0.0, 0.01, 0.035, 0.015)  # strength of the paper's grain, by style

# A person: indices by group, numbers, colours.
PARAMETERS = (
    'hairBg', 'head', 'eyeLine', 'miscLine', 'facialHair', 'hair', 'glasses', 'ear',
    'smileLine', 'eye', 'eyebrow', 'mouth', 'nose', 'clothing', 'headwear', 'action',
    'x', 'y', 'scale', 'tilt', 'buildX', 'buildY', 'fatness', 'noseSize', 'earSize',
    'smileLineSize', 'eyeAngle', 'browAngle', 'child',
    'skin', 'hairColour', 'primary', 'secondary', 'hat',
)  # fmt: skip


def paper(side):
    """Grain [side, side] of mean 0 and about unit size: three octaves of smoothed noise."""
    generator = torch.Generator().manual_seed(5)
    grain = torch.zeros(1, 1, side, side)
    for coarse, weight in ((24, 0.9), (64, 0.6), (256, 0.45)):
        noise = torch.randn(1, 1, coarse, coarse, generator=generator)
        grain += weight * F.interpolate(noise, (side, side), mode='bicubic', align_corners=False)
    return grain[0, 0]


def sample(rgba, grid):
    """`rgba` [M, C, h, w] at the grid's points, in bands of rows: onnxruntime plans a whole call, and its
    plan is larger than what is sampled."""
    bands = [
        F.grid_sample(rgba, band, mode='bilinear', align_corners=False)
        for band in grid.split(BAND, 1)
    ]
    return bands[0] if len(bands) == 1 else torch.cat(bands, 2)


class Renderer(nn.Module):
    """Pictures have the atlas' density: a side of 256 pixels at 0.5 texels a unit, of 512 at 1. Places
    and sizes are in pixels of 256 all the same."""

    def __init__(self, atlas: Atlas):
        super().__init__()
        self.atlas = atlas
        self.density = atlas.density
        self.side = atlas.side
        hides = [atlas.hides[name] for name in atlas.ids('headwear')]
        self.register_buffer('hides_front', torch.tensor([float(h != 'nothing') for h in hides]))
        self.register_buffer('hides_all', torch.tensor([float(h == 'all') for h in hides]))
        self.register_buffer('place_light', torch.tensor(PLACE_LIGHT))
        self.register_buffer('people_light', torch.tensor(PEOPLE_LIGHT))
        self.register_buffer('matrices', torch.tensor([m for m, _ in STYLE_COLOURS]))
        self.register_buffer('biases', torch.tensor([b for _, b in STYLE_COLOURS]))
        self.register_buffer('grain', paper(self.side))
        self.register_buffer('grain_strength', torch.tensor(GRAIN))

    def units(self, box):
        """Canvas coordinates x [w], y [h] of the texels in `box`."""
        d = self.density
        x = torch.arange(round(box[2] * d)).float() / d + box[0] + 0.5 / d
        y = torch.arange(round(box[3] * d)).float() / d + box[1] + 0.5 / d
        return x, y

    def warp(self, rgba, box, region, pivot, at, scale, degrees, endless=False):
        """What `rgba`, which fills `box`, looks like in `region` once its point `pivot` stands at
        `at` [B, 2] with `scale` [B, 2], turned by `degrees` [B]. Boxes in units; where `endless`,
        the lowest row goes on for ever."""
        x, y = self.units(region)
        angle = degrees[:, None, None] * DEGREE
        dx = x[None, None, :] - at[:, 0, None, None]
        dy = y[None, :, None] - at[:, 1, None, None]
        sx, sy = scale[:, 0, None, None], scale[:, 1, None, None]
        u = (torch.cos(angle) * dx + torch.sin(angle) * dy) / sx + pivot[0]
        v = (torch.cos(angle) * dy - torch.sin(angle) * dx) / sy + pivot[1]
        if endless:
            v = v.clamp(max=box[1] + box[3] - 1 / self.density)
        grid = torch.stack(
            [(u - box[0]) * (2 / box[2]) - 1, (v - box[1]) * (2 / box[3]) - 1], -1
        )
        return sample(rgba, grid)

    def stack(self, layers, field):
        """Layers (premultiplied RGBA, its region), the lowest first, as one RGBA of the box `field`;
        what lies outside is cut off."""
        d = self.density
        wide, high = round(field[2] * d), round(field[3] * d)

        def padded(rgba, region):
            left, top = round((region[0] - field[0]) * d), round((region[1] - field[1]) * d)
            padding = (left, wide - left - rgba.shape[3], top, high - top - rgba.shape[2])
            layer = F.pad(rgba, padding)
            return layer, 1 - layer[:, 3:4]

        each = (padded(rgba, region) for rgba, region in layers)
        canvas, _ = next(each)
        # The next layer is there before one is laid upon those below: of two things that are needed
        # onnxruntime does first what was written last, so a file draws layers when they are due.
        for (layer, clear), _ in pairwise(chain(each, [None])):
            canvas = layer + canvas * clear
        return canvas

    def canvas(self, p):
        """People [M] as premultiplied RGBA [M, 4, H, W]: parameters by name, each [M, ...]."""
        tints = {
            'skin': p['skin'], 'hair': p['hairColour'], 'primary': p['primary'],
            'secondary': p['secondary'], 'hat': p['hat'],
        }  # fmt: skip
        one, child = torch.ones_like(p['fatness']), p['child']
        still = torch.zeros_like(one)
        fat = torch.stack([0.8 + 0.2 * p['fatness'], one], 1)
        centre = torch.stack([320 * one, 300 * one], 1)
        build = torch.stack([p['buildX'], p['buildY']], 1)
        neck = torch.stack([NECK[0] * one, NECK[1] - RISE * one - CHILD_RISE * child], 1)
        box = self.atlas.box
        clear = 1 - self.hides_all[p['headwear']]
        low = (self.units(box('hair'))[1] > HAT_LINE).float()[None, None, :, None]

        def part(name, index=None):
            return self.atlas.part(name, p[index or name], tints)

        def in_place(name, index=None, visible=None):
            rgba = part(name, index)
            if visible is not None:
                rgba = rgba * visible
            warped = self.warp(rgba, box(name), box(name), (320, 300), centre, fat, still)
            return warped, box(name)

        def unmoved(name):
            return part(name), box(name)

        def of_body(name):
            x, y, w, h = box(name)
            grow = round(0.06 * w / 4) * 4
            left, right = max(0, x - grow), min(CANVAS[0], x + w + grow)
            top = max(0, y - 60)
            region = (left, top, right - left, CANVAS[1] - top)
            warped = self.warp(part(name), box(name), region, NECK, neck, build, still, True)
            return warped, region

        def centred(name, x, y, size, degrees=still, mirrored=False, lower=0.0):
            bx, by, bw, bh = box(name)
            half = (max(-bx, bx + bw) * 1.5 // 4 * 4 + 4, max(-by, by + bh) * 1.6 // 4 * 4 + 4)
            region = ((x - half[0]) // 4 * 4, (y - half[1]) // 4 * 4, 2 * half[0], 2 * half[1])
            scale = torch.stack([-size if mirrored else size, size], 1)
            at = torch.stack([x * one, y + lower * child], 1)
            return self.warp(part(name), box(name), region, (0, 0), at, scale, degrees), region

        # Children have larger eyes, set lower.
        wide = one + 0.2 * child
        slide = 31 * (1 - p['fatness'])

        def ear(x, mirrored):
            bx, by, bw, bh = box('ear')
            region = (x - 68, 292, 136, 148)
            scale = torch.stack([-p['earSize'] if mirrored else p['earSize'], p['earSize']], 1)
            at = torch.stack([x + (-slide if mirrored else slide), 365 * one], 1)
            warped = self.warp(part('ear'), box('ear'), region, (0, 0), at, scale, still)
            return warped, region

        hair_seen = (1 - self.hides_front[p['headwear']])[:, None, None, None] * (1 - low) + low
        face = [
            ear(176, False),
            ear(464, True),
            in_place('head'),
            unmoved('eyeLine'),
            centred('smileLine', 270, 476, p['smileLineSize']),
            centred('smileLine', 370, 476, p['smileLineSize'], mirrored=True),
            unmoved('miscLine'),
            in_place('facialHair'),
            centred('eye', 260, 350, wide, p['eyeAngle'], lower=14),
            centred('eye', 380, 350, wide, -p['eyeAngle'], mirrored=True, lower=14),
            centred('eyebrow', 260, 310, one, p['browAngle'], lower=4),
            centred('eyebrow', 380, 310, one, -p['browAngle'], mirrored=True, lower=4),
            centred('mouth', 320, 480, one - 0.12 * child, lower=4),
            centred('nose', 320, 410, p['noseSize'], lower=14),
        ]
        whole = [
            in_place('hairBg', visible=clear[:, None, None, None]),
            in_place('headwearBack', 'headwear'),
            of_body('clothing'),
            (self.stack(face, FACE), FACE),
            in_place('hair', visible=hair_seen * clear[:, None, None, None]),
            in_place('glasses'),
            in_place('headwear'),
            of_body('action'),
        ]
        return self.stack(whole, (0, 0, *CANVAS))

    def stand(self, canvas, x, y, scale, tilt):
        """Canvases [M, 4, H, W] in the picture [M, 4, S, S], the head's middle at x, y [M]
        px, `scale` [M] px a unit, turned by `tilt` [M] degrees."""
        half = F.avg_pool2d(canvas, 2)
        step = SIDE / self.side
        pixel = (torch.arange(self.side).float() + 0.5) * step
        angle = tilt[:, None, None] * DEGREE
        dx = pixel[None, None, :] - x[:, None, None]
        dy = pixel[None, :, None] - y[:, None, None]
        u = (torch.cos(angle) * dx + torch.sin(angle) * dy) / scale[:, None, None] + HEAD[0]
        v = (torch.cos(angle) * dy - torch.sin(angle) * dx) / scale[:, None, None] + HEAD[1]
        # Bodies go on to the picture's lower edge.
        v = v.clamp(max=CANVAS[1] - 2)
        grid = torch.stack([u * (2 / CANVAS[0]) - 1, v * (2 / CANVAS[1]) - 1], -1)
        fine, coarse = sample(canvas, grid), sample(half, grid)
        share = torch.log2(self.density * step / scale).clamp(0, 1)[:, None, None, None]
        return fine * (1 - share) + coarse * share

    def place(self, scene, mirrored):
        """Places [B, 3, S, S]: scene = 2 * kind + variant, mirrored 0 or 1, both [B]."""
        seen = self.atlas.planes('scene', scene)
        return torch.where(mirrored[:, None, None, None] > 0, seen.flip(3), seen)

    def compose(self, place, people, time, style):
        """The picture [B, 3, S, S] in 0..1 of a place and people [B, P, 4, S, S], the
        first one behind."""
        picture = (place * self.place_light[time][:, :, None, None]).clamp(max=1)
        light = self.people_light[time][:, :, None, None]
        for k in range(people.shape[1]):
            rgba = people[:, k]
            lit = torch.minimum(rgba[:, :3] * light, rgba[:, 3:4])
            picture = lit + picture * (1 - rgba[:, 3:4])
        coloured = torch.einsum('bij,bjyx->biyx', self.matrices[style], picture)
        coloured = coloured + self.biases[style][:, :, None, None]
        grain = self.grain * self.grain_strength[style][:, None, None, None]
        return (coloured * (1 + grain)).clamp(0, 1)
