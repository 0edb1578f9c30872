"""A LoRA's part for a text encoder, added to its weights by hand: W + strength * alpha / rank * up @ down.

diffusers cannot: it looks for `text_model` in every encoder, and transformers' first one no longer has
it. Hu et al., "LoRA" (2021), section 4.1."""

import re

import torch
from torch import nn

from sources import Refused

PREFIXES = {
    'text_encoder': ('lora_te1_', 'text_encoder.'),
    'text_encoder_2': ('lora_te2_', 'text_encoder_2.'),
}
# How kohya's trainer, peft and older diffusers end the names of the two factors.
PARTS = {
    '.lora_down.weight': 'down', '.lora_up.weight': 'up', '.alpha': 'alpha',
    '.lora_A.weight': 'down', '.lora_B.weight': 'up',
    '.lora_linear_layer.down.weight': 'down', '.lora_linear_layer.up.weight': 'up',
    '.lora.down.weight': 'down', '.lora.up.weight': 'up',
}  # fmt: skip
OLD_ATTENTION = re.compile(r'\.to_(q|k|v|out)_lora\.')
# peft's settings with which the sum is another one.
OTHER_SUMS = ('alpha_pattern', 'use_rslora', 'use_dora', 'lora_bias', 'fan_in_fan_out')


def is_text(name):
    """Whether a LoRA's tensor is for a text encoder, of whichever model."""
    return name.startswith(('lora_te', 'text_encoder'))


def plain(layer):
    """A layer's name as every trainer has it: kohya's writes `_` for `.`."""
    return layer.replace('.', '_').removeprefix('text_model_')


def factors(lora):
    """{(encoder, layer): {'down': tensor, 'up': tensor, 'alpha': tensor}}. Refused when a name is unknown."""
    found = {}
    for name, value in lora.text.items():
        modern = OLD_ATTENTION.sub(r'.\1_proj.lora.', name)
        prefix = next(((e, p) for e, ps in PREFIXES.items() for p in ps if name.startswith(p)), None)
        suffix = next((s for s in PARTS if modern.endswith(s)), None)
        if prefix is None or suffix is None:
            raise Refused(f'{lora.path} has something for a text encoder that is not known: {name}')
        layer = plain(modern[len(prefix[1]) : -len(suffix)])
        found.setdefault((prefix[0], layer), {})[PARTS[suffix]] = value
    return found


def fuse_text(encoder, part, lora, strength):
    """Adds what the LoRA has for this encoder, `part` of the pipeline, for good. Refused when it has
    anything that does not belong there."""
    settings = lora.settings_of(part)
    unusual = [name for name in OTHER_SUMS if settings.get(name)]
    if unusual:
        raise Refused(f'{lora.path} was trained with {unusual[0]}, which is not known here')
    layers = {plain(n): m for n, m in encoder.named_modules() if isinstance(m, nn.Linear)}
    for (owner, layer), factor in factors(lora).items():
        if owner == part:
            add(layers.get(layer), layer, factor, settings.get('lora_alpha'), strength, lora.path)


@torch.no_grad()
def add(linear, layer, factor, alpha, strength, path):
    down, up = factor.get('down'), factor.get('up')
    if down is None or up is None:
        raise Refused(f'{path} has half of a LoRA for the text encoder: {layer}')
    rank = down.shape[0]
    sizes = (*up.shape, *down.shape)
    if linear is None or sizes != (linear.out_features, rank, rank, linear.in_features):
        raise Refused(f'{path} is for another text encoder than this base model has: {layer}')
    alpha = float(factor.get('alpha', rank if alpha is None else alpha))
    delta = up.float() @ down.float()
    linear.weight.copy_(linear.weight.float() + strength * alpha / rank * delta)
