"""Held-out figures of the image networks, about people whom none of them has seen:
`python training/judge.py`, or of some only: `python training/judge.py layout scorer`."""

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from bundle import NETWORKS
from image_lessons import Shard, to_pixels
from image_networks import load
from latents import IDENTITY, IDENTITY_COLOURS, IDENTITY_NUMBERS, IDENTITY_PARTS, SLICES
from sizes import CLASS_WORDS
from words import load_tokenizer

FACES = 3000  # at most: pairs grow with their square
FALSE_ACCEPTS = 1e-3
AMONG = 64  # captions that the right one is picked from
HEAD_DISTANCE = 4  # cells of 64 that heads are apart at least, as in models/identity/layout.ts
LIKE_SKIN = 0.35  # of identity codes: about a tenth of the way from black to white


def answer(network, array, batch=64):
    """The network's answers to all pictures [n, S, S, 3] of bytes; a tuple's parts are joined."""
    batches = (np.array(array[i : i + batch]) for i in range(0, len(array), batch))
    parts = [network(to_pixels(pictures, 'cpu')) for pictures in batches]
    if isinstance(parts[0], tuple):
        return tuple(torch.cat(maps) for maps in zip(*parts, strict=True))
    return torch.cat(parts)


def area_under_curve(same, different):
    """How likely a pair of one person is more alike than a pair of two (Mann-Whitney U / n m);
    ties count half."""
    different = different.sort().values
    below = torch.searchsorted(different, same)
    not_above = torch.searchsorted(different, same, right=True)
    return ((below + not_above).double().mean() / (2 * len(different))).item()


def true_accepts(same, different):
    """The share of one person's pairs that pass where FALSE_ACCEPTS of two people's do."""
    threshold = different.sort().values[-1 - int(FALSE_ACCEPTS * len(different))]
    return (same > threshold).double().mean().item()


def own(name):
    """Where an identity code [.., D] holds `name`."""
    return slice(SLICES[name].start - IDENTITY.start, SLICES[name].stop - IDENTITY.start)


def judge_recogniser(network, shard):
    """Pairs of faces; hard ones are of two people of one class word with the same hair and nearly
    the same skin and hair colours."""
    index = np.random.default_rng(0).permutation(len(shard.faces))[:FACES]
    embeddings = answer(network, shard.faces[np.sort(index)])
    who = torch.from_numpy(shard.faces_identity[np.sort(index)]).long()
    codes = torch.tensor(shard.identity_codes)[who]
    apart = lambda name: torch.cdist(codes[:, own(name)], codes[:, own(name)])  # noqa: E731
    alike = (apart('female') < 0.1) & (apart('child') < 0.1) & (apart('hair') < 0.01)
    alike &= (apart('skin') < LIKE_SKIN) & (apart('hairColour') < LIKE_SKIN)
    pair = torch.ones(len(who), len(who), dtype=torch.bool).triu(1)
    is_same = who[:, None] == who
    cosine = embeddings @ embeddings.T
    same = cosine[pair & is_same]
    for kind, mask in (('all', pair & ~is_same), ('hard', pair & ~is_same & alike)):
        different = cosine[mask]
        if len(different) == 0:
            print(f'recogniser, {kind} pairs: none')
            continue
        print(
            f'recogniser, {kind} pairs: AUC {area_under_curve(same, different):.4f}, '
            f'TAR {true_accepts(same, different):.3f} at FAR {FALSE_ACCEPTS}, mean cosine '
            f'{same.mean():.3f} of one person ({len(same)}), {different.mean():.3f} of two '
            f'({len(different)})'
        )


def judge_scorer(network, shard):
    """The right caption of 64 by the picture, and the right picture of 64 by the caption. Where
    captions say the same in known words, each of them is right."""
    tokenizer = load_tokenizer()
    ids = torch.tensor([tokenizer.encode(caption) for caption in shard.captions])
    images = answer(network.images, shard.pictures)
    words = torch.cat([network.words(part) for part in ids.split(256)])
    order = torch.randperm(len(ids), generator=torch.Generator().manual_seed(0))
    right = []
    for group in order.split(AMONG):
        if len(group) < AMONG:
            break
        cosine = images[group] @ words[group].T
        for found in (cosine.argmax(1), cosine.argmax(0)):
            right.append((ids[group[found]] == ids[group]).all(1).double().mean())
    captions, pictures = torch.stack(right).view(-1, 2).mean(0).tolist()
    print(f'scorer: right caption of {AMONG} {captions:.3f}, right picture {pictures:.3f}')


def find_heads(centres):
    """Peaks [k, 2] (x, y) of centres [64, 64], the highest first, HEAD_DISTANCE apart; of equal
    ones the first from the top (as models/identity/peaks.ts)."""
    highest = F.max_pool2d(centres[None], 3, 1, 1)[0]
    cells = ((centres == highest) & (centres >= NETWORKS['layout']['threshold'])).nonzero()
    order = centres[tuple(cells.T)].argsort(descending=True, stable=True)
    kept = []
    for y, x in cells[order].tolist():
        if all(max(abs(x - a), abs(y - b)) >= HEAD_DISTANCE for a, b in kept):
            kept.append((x, y))
    return torch.tensor(kept, dtype=torch.long).view(-1, 2)


def owners(probabilities, offsets, heads):
    """Whose each pixel is [64, 64]: the head nearest to where its offset points, -1 background."""
    y, x = torch.meshgrid(torch.arange(64), torch.arange(64), indexing='ij')
    points = (torch.stack([x, y]) + offsets).flatten(1).T
    nearest = torch.cdist(points, heads.float()).argmin(1).view(64, 64)
    return torch.where(probabilities[0] < 0.5, nearest, -1)


def judge_layout(network, shard):
    """People found, as the product reads them (models/identity/layout.ts): a head counts where a
    peak lies within half its width."""
    logits, centres, offsets, sizes = answer(network, shard.pictures)
    present = found = invented = 0
    rows = []
    for i, probabilities in enumerate(logits.softmax(1)):
        people = torch.tensor(shard.people[i])
        people = people[people[:, 0] >= 0]
        heads = find_heads(centres[i, 0])
        present, invented = present + len(people), invented + len(heads)
        if len(people) == 0 or len(heads) == 0:
            continue
        mine = owners(probabilities, offsets[i], heads)
        distance = torch.cdist(people[:, 2:4], 4 * heads.float() + 2)
        mask = torch.tensor(shard.masks[i])
        for k, (away, head) in enumerate(zip(*distance.min(1), strict=True)):
            if away > people[k, 4] / 2 or distance[:, head].argmin() != k:
                continue
            found += 1
            seen, true = mine == head, mask == k + 1
            kind = probabilities[1:, seen].mean(1).argmax() if seen.any() else -1
            x, y = heads[head]
            rows.append([
                float(kind == people[k, 1]), away, abs(sizes[i, 0, y, x] / people[k, 4] - 1),
                (seen & true).sum() / (seen | true).sum().clamp(min=1),
            ])  # fmt: skip
    print(f'layout: {found} of {present} people found, {invented - found} heads where none is')
    if rows:
        kind, away, size, overlap = torch.tensor(rows).mean(0).tolist()
        print(
            f'layout: right class word ({", ".join(CLASS_WORDS)}) {kind:.3f}, head {away:.1f} px '
            f'off, its width by {size:.1%}, masks overlap {overlap:.3f} (IoU)'
        )


def judge_identity(network, shard):
    """R2 of each channel: 1 - squared error / variance among the held-out portraits."""
    codes = torch.tensor(shard.identity_codes[shard.portraits_identity])
    error = (answer(network, shard.portraits) - codes).square().mean(0)
    r2 = 1 - error / codes.var(0, unbiased=False).clamp(min=1e-4)
    print(f'identity: R2 {r2.mean():.3f} on average')
    for name in (*IDENTITY_PARTS, *IDENTITY_NUMBERS, *IDENTITY_COLOURS):
        print(f'identity, {name}:', ' '.join(f'{value:.2f}' for value in r2[own(name)].tolist()))


def decibels(found, wanted):
    """Peak signal-to-noise ratio of pictures in [-1, 1], each row's, averaged."""
    return (10 * torch.log10(4 / (found - wanted).square().mean((1, 2, 3)))).mean().item()


def judge_upscaler(network, shard):
    """How near enlarged pictures are to those drawn so large, beside a plain enlargement."""
    rows = []
    for at in range(0, len(shard.small), 8):
        small, large = (to_pixels(a[at : at + 8], 'cpu') for a in (shard.small, shard.large))
        plain = F.interpolate(small, scale_factor=2, mode='bicubic', align_corners=False)
        rows.append([decibels(network(small), large), decibels(plain.clamp(-1, 1), large)])
    ours, bicubic = np.mean(rows, 0)
    print(f'upscaler: {ours:.1f} dB, bicubic {bicubic:.1f} dB')


JUDGES = {
    'identity': judge_identity, 'layout': judge_layout, 'upscaler': judge_upscaler,
    'recogniser': judge_recogniser, 'scorer': judge_scorer,
}  # fmt: skip


@torch.inference_mode()
def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('names', nargs='*', metavar='network', help=', '.join(JUDGES))
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--threads', type=int)
    o = options.parse_args()
    if o.threads:
        torch.set_num_threads(o.threads)
    for name in o.names or JUDGES:
        JUDGES[name](load(o.work, name), Shard.of(name, o.work, 'held-out'))


if __name__ == '__main__':
    main()
