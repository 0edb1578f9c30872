"""The published algorithm's masks: cleaned once, growing with the steps. METHOD.md, 2B and 2D."""

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage


def dilate(mask, radius):
    size = 2 * radius + 1
    return F.max_pool2d(mask[None, None].float(), size, stride=1, padding=radius)[0, 0] > 0


def largest_part(mask):
    labels, count = ndimage.label(mask.numpy())
    if count == 0:
        return mask
    sizes = np.bincount(labels.ravel())[1:]
    return torch.from_numpy(labels == int(sizes.argmax()) + 1)


def smallest_first(masks, change):
    """Each mask changed in the order of their areas, without what smaller ones took."""
    order = sorted(range(len(masks)), key=lambda k: int(masks[k].sum()))
    taken, changed = torch.zeros_like(masks[0]), [None] * len(masks)
    for k in order:
        changed[k] = change(masks[k], taken) & ~taken
        taken = taken | changed[k]
    return torch.stack(changed)


def clean_masks(masks, dilation):
    return smallest_first(masks, lambda m, taken: dilate(largest_part(m & ~taken), dilation))


def progressive_masks(masks, kernel):
    return smallest_first(masks, lambda m, _: dilate(m, kernel))
