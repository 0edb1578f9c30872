"""Trains the decoder or the layout network on pictures hurt as a young denoiser hurts them, and on
pictures that the denoiser itself redrew (redrawn.npz of redraw.py) where there are any."""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from data import Pictures
from degrade import degrade
from pixel_networks import Decoder, Layout
from sizes import CLASS_WORDS, SIZES


def edges(images):
    return images[..., 1:] - images[..., :-1], images[..., 1:, :] - images[..., :-1, :]


def decoder_loss(drawn, wanted):
    """L1 of the pixels and, a quarter as much, of their differences to the neighbours."""
    loss = (drawn - wanted).abs().mean()
    for a, b in zip(edges(drawn), edges(wanted), strict=True):
        loss = loss + 0.25 * (a - b).abs().mean()
    return loss


class DecoderLessons:
    """Crops of pictures that exist at 256 px."""

    def __init__(self, pictures, redrawn, rng, crop=40):
        self.pictures, self.redrawn, self.rng, self.crop = pictures, redrawn, rng, crop
        self.indices = [i for i, r in enumerate(pictures.records) if r['large']]
        large = [np.memmap(p, np.uint8, mode='r').reshape(-1, 256, 256, 3) for p in pictures.large]
        self.large = np.concatenate(large)

    def loss(self, network, count):
        side, crop, rng = self.pictures.pixels.shape[1], self.crop, self.rng
        factor = 256 // side
        chosen = rng.integers(0, len(self.indices), count)
        indices = [self.indices[c] for c in chosen]
        small = self.pictures.images(indices)
        hurt = degrade(small, level=float(rng.choice([0.0, 0.25, 0.5])))
        for b, i in enumerate(indices):
            if i in self.redrawn and rng.random() < 0.7:
                hurt[b] = self.redrawn[i]
        y, x = rng.integers(0, side - crop + 1, 2)
        wanted = self.large[chosen][
            :, y * factor : (y + crop) * factor, x * factor : (x + crop) * factor
        ]
        wanted = torch.from_numpy(wanted).permute(0, 3, 1, 2).float() / 127.5 - 1
        device = next(network.parameters()).device
        drawn = network(hurt[:, :, y : y + crop, x : x + crop].to(device))
        return decoder_loss(drawn, wanted.to(device))


class LayoutLessons:
    """Whose each pixel is, where heads have their middle and the way there."""

    def __init__(self, pictures, redrawn, rng):
        self.pictures, self.redrawn, self.rng = pictures, redrawn, rng
        self.redrawn_indices = list(redrawn)

    def targets(self, indices):
        b = len(indices)
        classes = np.zeros((b, 64, 64), np.int64)
        centres = np.zeros((b, 1, 64, 64), np.float32)
        offsets = np.zeros((b, 2, 64, 64), np.float32)
        y, x = np.mgrid[0:64, 0:64].astype(np.float32) + 0.5
        for n, i in enumerate(indices):
            for k, person in enumerate(self.pictures.records[i]['people']):
                own = self.pictures.masks[i] == k + 1
                dx, dy = person['centre'][0] / 4 - x, person['centre'][1] / 4 - y
                classes[n][own] = 1 + CLASS_WORDS.index(person['word'])
                offsets[n, 0][own], offsets[n, 1][own] = dx[own], dy[own]
                heat = np.exp(-(dx * dx + dy * dy) / (2 * 2.5**2))
                centres[n, 0] = np.maximum(centres[n, 0], heat)
        return [torch.from_numpy(t) for t in (classes, centres, offsets)]

    def loss(self, network, count):
        rng = self.rng
        indices = rng.integers(0, len(self.pictures), count)
        if self.redrawn_indices:
            known = rng.choice(self.redrawn_indices, count // 2, replace=False)
            indices[: count // 2] = known
        images = degrade(self.pictures.images(indices))
        if self.redrawn_indices:
            for b in range(count // 2):
                images[b] = self.redrawn[int(indices[b])]
        classes, centres, offsets = self.targets(indices)
        if images.shape[-1] > 64:
            images = F.avg_pool2d(images, images.shape[-1] // 64)
        if rng.random() < 0.5:
            images, classes, centres = images.flip(3), classes.flip(2), centres.flip(3)
            offsets = offsets.flip(3) * torch.tensor([-1.0, 1.0]).view(1, 2, 1, 1)
        device = next(network.parameters()).device
        images, classes, centres, offsets = (
            x.to(device) for x in (images, classes, centres, offsets)
        )
        logits, heat, ways = network(images.contiguous(memory_format=torch.channels_last))
        inside = (classes > 0).float()[:, None]
        centre_error = F.binary_cross_entropy_with_logits(heat, centres, reduction='none')
        way_error = ((ways - offsets).abs() * inside).sum() / inside.sum().clamp(min=1) / 2
        return (
            F.cross_entropy(logits, classes)
            + 2 * (centre_error * (1 + 10 * centres)).mean()
            + 0.1 * way_error
        )


def load_redrawn(work):
    """Pictures as the denoiser redrew them, by their number in the data: {index: [3, S, S]}."""
    path = work / 'redrawn.npz'
    if not path.exists():
        return {}
    stored = np.load(path)
    pixels = torch.from_numpy(stored['pixels']).float() / 127.5 - 1
    return dict(zip(stored['indices'].tolist(), pixels, strict=True))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('network', choices=('decoder', 'layout'))
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--minutes', type=float, required=True)
    options.add_argument('--lr', type=float, default=1.5e-3)
    options.add_argument('--batch', type=int, default=16)
    options.add_argument('--device', default='cpu')
    o = options.parse_args()
    size, rng = SIZES[o.size], np.random.default_rng(int(time.time()))
    pictures = Pictures(o.work / 'data', size.picture)
    redrawn = load_redrawn(o.work)
    if o.network == 'decoder':
        network = Decoder(size.decoder_channels, 256 // size.picture)
        lessons = DecoderLessons(pictures, redrawn, rng, crop=size.picture * 5 // 8)
    else:
        network = Layout()
        lessons = LayoutLessons(pictures, redrawn, rng)
    path = o.work / f'{o.network}.pt'
    if path.exists():
        network.load_state_dict(torch.load(path, weights_only=True))
    network.to(o.device, memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(network.parameters(), lr=o.lr, weight_decay=1e-4)
    began, step, recent = time.monotonic(), 0, []
    print(o.network, len(pictures), 'pictures', len(redrawn), 'redrawn', flush=True)
    while (elapsed := (time.monotonic() - began) / 60) < o.minutes:
        share = 0.03 + 0.97 * (0.5 + 0.5 * math.cos(math.pi * elapsed / o.minutes))
        for group in optimizer.param_groups:
            group['lr'] = o.lr * share * min(1, (step + 1) / 50)
        loss = lessons.loss(network, o.batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        recent = [*recent[-99:], loss.item()]
        if step % 50 == 0:
            mean = sum(recent) / len(recent)
            print(o.network, step, f'{elapsed:.1f} min', f'loss {mean:.4f}', flush=True)
            torch.save(network.state_dict(), path)
    torch.save(network.state_dict(), path)
    print('done', step, flush=True)


if __name__ == '__main__':
    main()
