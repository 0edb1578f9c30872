"""Drawn pictures, and the batches that the diffusion networks learn from."""

import json
import queue
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from sizes import TOKENS
from words import Tokenizer


class Pictures:
    """Every finished shard under `folder`, in memory."""

    def __init__(self, folder: Path, side: int, only=None):
        shards = [p for p in sorted(folder.iterdir()) if (p / 'small.u8').exists()]
        shards = [p for p in shards if not p.name.endswith('.partial')]
        shards = [p for p in shards if (p.name == only if only else p.name != 'held-out')]
        read = [np.fromfile(p / 'small.u8', np.uint8).reshape(-1, side, side, 3) for p in shards]
        self.pixels = np.concatenate(read)
        self.masks = np.concatenate(
            [np.fromfile(p / 'masks.u8', np.uint8).reshape(-1, 64, 64) for p in shards]
        )
        self.records = [
            json.loads(line)
            for p in shards
            for line in (p / 'records.jsonl').read_text().splitlines()
        ]
        self.large = [p / 'large.u8' for p in shards]
        self.portraits = {}
        for i, record in enumerate(self.records):
            if record['portrait']:
                self.portraits.setdefault(record['people'][0]['identity'], []).append(i)

    def __len__(self):
        return len(self.records)

    def images(self, indices):
        """[B, 3, S, S] in [-1, 1]."""
        pixels = np.ascontiguousarray(self.pixels[np.asarray(indices)])
        return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1


@dataclass
class Batch:
    images: torch.Tensor  # [B, 3, S, S]
    input_ids: torch.Tensor  # [B, 32]
    class_mask: torch.Tensor  # [B, 32], zero where no identity is given
    references: torch.Tensor  # [B, 3, 64, 64], another portrait of the same person
    weights: torch.Tensor  # [B, 1, S, S], of the loss


def shake(images, rng, degraded=0.5):
    """Portraits as discovery may see them: framed a little otherwise, blurred, noisy, recoloured."""
    b = len(images)
    theta = torch.zeros(b, 2, 3)
    scale = torch.from_numpy(rng.uniform(0.9, 1.1, b)).float()
    theta[:, 0, 0] = scale
    theta[:, 1, 1] = scale
    theta[:, :, 2] = torch.from_numpy(rng.uniform(-0.08, 0.08, (b, 2))).float()
    grid = F.affine_grid(theta, list(images.shape), align_corners=False)
    images = F.grid_sample(images, grid, padding_mode='border', align_corners=False)
    blurred = F.avg_pool2d(F.pad(images, (1, 1, 1, 1), mode='replicate'), 3, 1)
    mix = torch.from_numpy(rng.uniform(0, 1, b) * (rng.random(b) < degraded)).float()
    images = torch.lerp(images, blurred, mix.view(-1, 1, 1, 1))
    noise = torch.from_numpy(rng.uniform(0, 0.2, b) * (rng.random(b) < degraded)).float()
    images = images + noise.view(-1, 1, 1, 1) * torch.randn(images.shape)
    gain = torch.from_numpy(rng.uniform(0.9, 1.1, (b, 3, 1, 1))).float()
    return (images * gain).clamp(-1, 1)


def half(images):
    return F.avg_pool2d(images, images.shape[-1] // 64) if images.shape[-1] > 64 else images


class Sampler:
    """Draws batches: captions alone, one person's identity in a caption, or nothing at all."""

    def __init__(self, pictures: Pictures, tokenizer: Tokenizer, seed: int):
        self.pictures = pictures
        self.tokenizer = tokenizer
        self.rng = np.random.default_rng(seed)

    def lesson(self, record):
        """The words to learn a picture with, whose identity goes in (or None), whether only their
        own pixels count."""
        rng, people = self.rng, record['people']
        chance = rng.random()
        if chance < 0.1:
            return '', None, False
        if chance < (0.6 if record['portrait'] else 0.4):
            return record['caption'], None, False
        k = int(rng.integers(len(people)))
        if people[k]['identity'] not in self.pictures.portraits:
            return record['caption'], None, False
        if len(people) > 1 or rng.random() < 0.4:
            own = people[k]['description'] if rng.random() < 0.8 else people[k]['word']
            return own, k, True
        return record['caption'], k, False

    def reference(self, index, identity):
        choices = [i for i in self.pictures.portraits[identity] if i != index]
        return choices[int(self.rng.integers(len(choices)))] if choices else index

    def draw(self, count):
        pictures, rng = self.pictures, self.rng
        indices = rng.integers(0, len(pictures), count)
        input_ids = np.zeros((count, TOKENS), np.int64)
        class_mask = np.zeros((count, TOKENS), np.float32)
        references = np.zeros(count, np.int64)
        # People are the point of a picture; their pixels count double.
        weights = 1 + (pictures.masks[indices] > 0).astype(np.float32)
        for b, i in enumerate(indices):
            record = pictures.records[i]
            words, k, own_pixels = self.lesson(record)
            input_ids[b] = self.tokenizer.encode(words)
            if k is None:
                continue
            person = record['people'][k]
            class_mask[b, self.tokenizer.split(words).index(person['word'])] = 1
            references[b] = self.reference(i, person['identity'])
            if own_pixels:
                weights[b] = 2 * (pictures.masks[i] == k + 1)
        images = pictures.images(indices)
        weights = torch.from_numpy(weights)[:, None]
        if images.shape[-1] != 64:
            weights = F.interpolate(weights, scale_factor=images.shape[-1] // 64)
        return Batch(
            images=images,
            input_ids=torch.from_numpy(input_ids),
            class_mask=torch.from_numpy(class_mask),
            references=shake(half(pictures.images(references)), rng),
            weights=weights,
        )


def prefetch(draw, ahead=4):
    """Batches of `draw` made on another thread, while the accelerator is busy with the last."""
    made = queue.Queue(ahead)

    def work():
        while True:
            made.put(draw())

    threading.Thread(target=work, daemon=True).start()
    return made.get
