"""What the networks that read pictures learn: pictures that pictures.py drew, and how wrong an answer
to them is. A lesson knows how many pictures there are (`count`), the `loss` of a network for rows of
them, and what is learned beside the network (`extra`)."""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from image_networks import EMBEDDING, HEAD_SCALE, crop_heads
from latents import IDENTITY, IDENTITY_COLOURS, IDENTITY_SIZE, SLICES
from words import load_tokenizer

BATCH = {'identity': 48, 'layout': 24, 'upscaler': 8, 'recogniser': 48, 'scorer': 64}
SAID = (
    'hair', 'hairBg', 'facialHair', 'glasses', 'eyeLine', 'smileLine', 'miscLine', 'female', 'child',
    'skin', 'hairColour',
)  # fmt: skip
MARGIN, SHARPNESS = 0.3, 24.0  # ArcFace's m and s


class Shard:
    """A folder of pictures.py, memory-mapped."""

    def __init__(self, folder: Path):
        for path in folder.glob('*.npy'):
            setattr(self, path.stem, np.load(path, mmap_mode='r'))
        self.folder = folder

    @classmethod
    def of(cls, name, work, part):
        """What the network `name` learns from: "train" or "held-out"."""
        return cls(work / ('pairs' if name == 'upscaler' else 'pictures') / part)

    @property
    def captions(self):
        return json.loads((self.folder / 'captions.json').read_text())


def to_pixels(array, device):
    """[B, S, S, 3] bytes to [B, 3, S, S] in [-1, 1]."""
    pixels = torch.from_numpy(np.ascontiguousarray(array)).to(device)
    return pixels.permute(0, 3, 1, 2).float() / 127.5 - 1


def shake(images, size, shift):
    """Moved, scaled and lit a little differently, and with a little noise."""
    return lit(move(images, size, shift)[0])


def move(images, size, shift):
    """Pictures scaled and moved by chance, by how much each was [B] and [B, 2]: where `at` was seen,
    in halves of the side from the middle, is (at - shift) / scale now."""
    b = len(images)
    scale = 1 + size * (2 * torch.rand(b, device=images.device) - 1)
    shifts = shift * (2 * torch.rand(b, 2, device=images.device) - 1)
    theta = torch.zeros(b, 2, 3, device=images.device)
    theta[:, 0, 0] = theta[:, 1, 1] = scale
    theta[:, :, 2] = shifts
    grid = F.affine_grid(theta, images.shape, align_corners=False)
    moved = F.grid_sample(images, grid, padding_mode='border', align_corners=False)
    return moved, scale, shifts


def lit(images):
    """Pictures in a little different light, and with a little noise."""
    light = 1 + 0.08 * (2 * torch.rand(len(images), 3, 1, 1, device=images.device) - 1)
    return images * light + 0.02 * torch.randn_like(images)


class Identity:
    """Portraits to where the head is and to the codes of who is on them."""

    def __init__(self, shard, device):
        self.shard, self.device = shard, device
        self.count = len(shard.portraits)
        heads = np.array(shard.people[np.flatnonzero(shard.portrait)[: self.count], 0, 2:5])
        self.heads = torch.from_numpy(heads / 128 - [1, 1, 0]).float()
        # Squared errors of codes that differ little among people count more than by their size.
        spread = torch.from_numpy(np.array(shard.identity_codes)).var(0)
        weight = (spread + 0.01).rsqrt()
        # Colours are what is seen first, and few numbers.
        for name in IDENTITY_COLOURS:
            weight[SLICES[name].start - IDENTITY.start : SLICES[name].stop - IDENTITY.start] *= 5
        self.weight = (weight / weight.mean()).to(device)

    def loss(self, network, index):
        codes = torch.from_numpy(self.shard.identity_codes[self.shard.portraits_identity[index]])
        images = to_pixels(self.shard.portraits[index], self.device)
        # Drawn portraits are not as well centred as rendered ones.
        images, scale, shift = move(images, size=0.25, shift=0.45)
        heads = self.heads[torch.from_numpy(index)].to(self.device)
        heads = torch.cat([heads[:, :2] - shift, heads[:, 2:]], 1) / scale[:, None]
        found = network.finder(images).float()
        near = found.detach() + 0.05 * torch.randn_like(found)
        read = network.read(lit(crop_heads(images, near))).float()
        error = ((read - codes.to(self.device)).square() * self.weight).mean()
        return error + 2 * F.smooth_l1_loss(found, heads, beta=0.1)

    extra = None


class Layouts:
    """Pictures to who is where."""

    extra = None

    def __init__(self, shard, device):
        self.shard, self.device = shard, device
        self.count = len(shard.pictures)

    def moved(self, index):
        """Pictures, masks and people of `index`, all moved the same way by up to a quarter of the
        picture: drawn people stand where no record puts them."""
        pixels = to_pixels(self.shard.pictures[index], self.device)
        mask = torch.from_numpy(self.shard.masks[index]).float().to(self.device)
        people = torch.from_numpy(self.shard.people[index]).to(self.device)
        dx, dy = (int(v) for v in torch.randint(-16, 17, (2,)))
        pixels = F.pad(pixels, (64, 64, 64, 64), mode='replicate')
        pixels = pixels[:, :, 64 - 4 * dy : 320 - 4 * dy, 64 - 4 * dx : 320 - 4 * dx]
        mask = F.pad(mask[:, None], (16, 16, 16, 16), mode='replicate')
        mask = mask[:, 0, 16 - dy : 80 - dy, 16 - dx : 80 - dx].long()
        people[..., 2] += 4 * dx
        people[..., 3] += 4 * dy
        return pixels, mask, people

    def targets(self, mask, people):
        """Class [B, 64, 64], centres, ways [B, 2, 64, 64], widths, and weights of the last three."""
        owner = (mask - 1).clamp(min=0).flatten(1)
        seen = mask > 0
        take = lambda k: people[..., k].gather(1, owner).view_as(mask)  # noqa: E731
        kind = torch.where(seen, take(1).long() + 1, 0)
        at = torch.arange(64, device=self.device).float() + 0.5
        dx, dy = take(2) / 4 - at[None, None, :], take(3) / 4 - at[None, :, None]
        here = people[..., 0] >= 0
        x, y, width = (people[..., k, None, None] / 4 for k in (2, 3, 4))
        square = (at[None, None, None, :] - x).square() + (at[None, None, :, None] - y).square()
        bump = torch.exp(-square / (2 * 1.5**2)) * here[..., None, None]
        head = (square < (0.55 * width).square()) & here[..., None, None]
        return kind, bump.amax(1), torch.stack([dx, dy], 1), take(4), seen, head.any(1) & seen

    def loss(self, network, index):
        images, mask, people = self.moved(index)
        images = images * (1 + 0.1 * torch.randn(len(images), 3, 1, 1, device=self.device))
        kind, bump, way, width, seen, head = self.targets(mask, people)
        maps = network.logits(images).float()
        weight = 1 + 4.0 * head
        classes = F.cross_entropy(maps[:, :5], kind, reduction='none')
        classes = (classes * weight).sum() / weight.sum()
        # Squared and much weighted, as in Panoptic-DeepLab: almost everywhere there is no head.
        centres = 100 * F.mse_loss(torch.sigmoid(maps[:, 5]), bump)
        body, heads = seen.float(), head.float()
        ways = ((maps[:, 6:8] - way / 16).abs().sum(1) * body).sum() / body.sum().clamp(min=1)
        sizes = ((maps[:, 8] - width / HEAD_SCALE).abs() * heads).sum() / heads.sum().clamp(min=1)
        return 3 * classes + centres + ways + sizes


class Enlarging:
    """Patches of pictures to the same of twice the density."""

    extra = None
    side, patches = 64, 4

    def __init__(self, shard, device):
        self.shard, self.device = shard, device
        self.count = len(shard.small)

    def loss(self, network, index):
        small, large = [], []
        for row in index.tolist():
            for _ in range(self.patches):
                y, x = torch.randint(0, self.shard.small.shape[1] - self.side + 1, (2,)).tolist()
                small.append(self.shard.small[row, y : y + self.side, x : x + self.side])
                y, x, side = 2 * y, 2 * x, 2 * self.side
                large.append(self.shard.large[row, y : y + side, x : x + side])
        found = network(to_pixels(np.stack(small), self.device)).float()
        return (found - to_pixels(np.stack(large), self.device)).abs().mean()


class Recognition:
    """Face crops to whose they are, with an additive angular margin (Deng et al., ArcFace, 2019).
    People's centres begin where their identity codes project to, what captions can say of somebody
    (hair, skin, beard, age) counting less: it must be the face that tells people apart."""

    def __init__(self, shard, device):
        self.shard, self.device = shard, device
        self.count = len(shard.faces)
        counted = torch.ones(IDENTITY_SIZE)
        for name in SAID:
            counted[SLICES[name].start - IDENTITY.start : SLICES[name].stop - IDENTITY.start] = 0.35
        projection = torch.randn(IDENTITY_SIZE, EMBEDDING, generator=torch.Generator().manual_seed(7))
        centres = (torch.from_numpy(np.array(shard.identity_codes)) * counted) @ projection
        self.extra = nn.Parameter(F.normalize(centres, dim=1).to(device))
        self.steps = 0

    def loss(self, network, index):
        faces = shake(to_pixels(self.shard.faces[index], self.device), 0.08, 0.06)
        gray = (torch.rand(len(faces), 1, 1, 1, device=self.device) < 0.3).float()
        faces = faces + gray * (faces.mean(1, keepdim=True) - faces)
        faces = faces * (1 + 0.2 * torch.randn(len(faces), 3, 1, 1, device=self.device))
        whose = torch.from_numpy(self.shard.faces_identity[index]).long().to(self.device)
        embeddings = network(faces)
        # In bfloat16 the limit is rounded to 1, where acos has no finite slope.
        with torch.autocast(faces.device.type, enabled=False):
            cosine = embeddings.float() @ F.normalize(self.extra.float(), dim=1).T
        cosine = cosine.clamp(-0.999, 0.999)
        self.steps += 1
        margin = MARGIN * min(1.0, self.steps / 600)
        own = torch.cos(torch.acos(cosine.gather(1, whose[:, None])) + margin)
        return F.cross_entropy(SHARPNESS * cosine.scatter(1, whose[:, None], own), whose)


class Scoring:
    """Pictures and captions to each other (Radford et al., CLIP, 2021)."""

    extra = None

    def __init__(self, shard, device):
        self.shard, self.device = shard, device
        tokenizer = load_tokenizer()
        self.ids = torch.tensor([tokenizer.encode(caption) for caption in shard.captions])
        self.count = len(shard.pictures)

    def loss(self, network, index):
        images = to_pixels(self.shard.pictures[index], self.device)
        images = images * (1 + 0.05 * torch.randn(len(images), 3, 1, 1, device=self.device))
        ids = self.ids[torch.from_numpy(index)].to(self.device)
        scale = network.log_scale.exp().clamp(max=60)
        logits = scale * network.images(images) @ network.words(ids).T
        match = torch.arange(len(index), device=self.device)
        return (F.cross_entropy(logits, match) + F.cross_entropy(logits.T, match)) / 2


LESSONS = {
    'identity': Identity, 'layout': Layouts, 'upscaler': Enlarging, 'recogniser': Recognition,
    'scorer': Scoring,
}  # fmt: skip
