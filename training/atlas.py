"""The drawn parts that training/atlas.main.ts rasterised, looked up by index."""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn


class Atlas(nn.Module):
    """Parts as indices into palettes: [n, h, w] and [n * 256, planes], all uint8. Planes are red,
    green, blue (premultiplied), alpha, then one for each tint; scenes have the first three alone."""

    def __init__(self, folder: Path):
        super().__init__()
        catalogue = json.loads((folder / 'catalogue.json').read_text())
        self.groups = catalogue['groups']
        self.scenes = catalogue['scenes']
        self.hides = catalogue['hides']
        self.density = catalogue['density']
        self.side = catalogue['side']
        for name, group in self.groups.items():
            self.load(folder, name, group['dims'], 4 + len(group['tints']))
        self.load(folder, 'scene', (2 * len(self.scenes), self.side, self.side), 3)

    def load(self, folder, name, dims, planes):
        indices = np.fromfile(folder / f'{name}.u8', np.uint8).reshape(dims)
        palettes = np.fromfile(folder / f'{name}.palettes.u8', np.uint8).reshape(-1, planes)
        self.register_buffer(f'{name}_indices', torch.from_numpy(indices))
        self.register_buffer(f'{name}_palettes', torch.from_numpy(palettes))

    def ids(self, name):
        return self.groups[name]['ids']

    def box(self, name):
        return self.groups[name]['box']

    def planes(self, name, index):
        """Planes [B, P, h, w] in 0..1 of parts [B]."""
        indices = getattr(self, f'{name}_indices')[index].long()
        palettes = getattr(self, f'{name}_palettes')
        found = palettes[indices + 256 * index[:, None, None]]
        return found.permute(0, 3, 1, 2).float() / 255

    def part(self, name, index, tints):
        """Premultiplied RGBA [B, 4, h, w] of parts [B]; `tints` has colours [B, 3] by name."""
        planes = self.planes(name, index)
        tinted = []
        for k, tint in enumerate(self.groups[name]['tints'], 4):
            colour = torch.cat([tints[tint], torch.zeros_like(tints[tint][:, :1])], 1)
            tinted.append(planes[:, k : k + 1] * colour[:, :, None, None])
        # All before the first is added, as in `Renderer.stack`.
        return sum(tinted, planes[:, :4])
