"""Checkpoints from a bundle's ONNX files, so that training goes on where no checkpoint is left, and
the codes that they have learned: `python training/from_bundle.py denoiser layout scorer`, with
pictures in `.work` for all but the denoiser, which brings the text encoder and the fusion.

Files of image networks hold norms folded into the layers before them. A norm begins again with the
deviation of what enters it as its weight, and what the folded layer would add as its bias: the same
numbers."""

import argparse
import re
from pathlib import Path

import numpy as np
import torch

from atlas import Atlas
from export import COUNT_GUIDANCE
from image_lessons import LESSONS, Shard, to_pixels
from image_networks import create, norms_of
from latents import Codes
from networks import create_networks
from onnx_files import read_codes, read_weights
from sizes import SIZES

FILES = {
    'identity': {'': 'identity-encoder'}, 'layout': {'': 'layout'}, 'upscaler': {'': 'upscaler'},
    'recogniser': {'': 'judges/recogniser'},
    'scorer': {'images.': 'judges/image-scorer', 'words.': 'judges/text-scorer'},
}  # fmt: skip
TOGETHER = {'text': 'text-encoder', 'fusion': 'identity-fusion', 'denoiser': 'denoiser'}
LOG_SCALE = 3.4  # of the scorer's logits, which no file holds


@torch.no_grad()
def unfold(network, weights, forward):
    """Fills the network with folded weights; `forward()` shows it pictures that norms learn from."""
    names = {module: name for name, module in network.named_modules()}
    norms = norms_of(network)
    parameters = dict(network.named_parameters())
    own = {id(p) for norm in norms for p in norm.parameters()}
    for name, p in parameters.items():
        if id(p) not in own and name != 'log_scale':
            p.copy_(weights[name])

    def begin(norm, inputs):
        values, layer = inputs[0], norms[norm]
        over = [0, 2, 3] if values.dim() == 4 else [0]
        middle, spread = values.mean(over), values.var(over, unbiased=False)
        bias = weights[f'{names[layer]}.bias'] - (0 if layer.bias is None else layer.bias)
        norm.weight.copy_((spread + norm.eps).sqrt())
        norm.bias.copy_(middle + bias)
        norm.running_mean.copy_(middle)
        norm.running_var.copy_(spread)

    hooks = [norm.register_forward_pre_hook(begin) for norm in norms]
    network.train()
    forward()
    for hook in hooks:
        hook.remove()


@torch.no_grad()
def read_together(bundle, networks):
    """Fills text encoder, fusion and denoiser, as `create_networks` makes them, with rounded weights
    of a bundle's files."""
    for name, file in TOGETHER.items():
        weights = read_weights(bundle / f'{file}.onnx')
        weights = {re.sub(r'^(denoiser|fusion)\.', '', key): values for key, values in weights.items()}
        for key, values in networks[name].state_dict().items():
            if key in weights:
                values.copy_(weights[key])
    networks['denoiser'].layouts[:4] /= COUNT_GUIDANCE


def image_checkpoint(name, shard, bundle):
    """What `train_images.py` goes on from."""
    network = create(name)
    if name == 'scorer':
        network.log_scale.data.fill_(LOG_SCALE)
    weights = {}
    for prefix, file in FILES[name].items():
        read = read_weights(bundle / f'{file}.onnx')
        weights |= {f'{prefix}{key}': values for key, values in read.items()}
    array, forward = {
        'identity': ('portraits', lambda x: network(x)),
        'layout': ('pictures', lambda x: network.logits(x)),
        'upscaler': ('small', lambda x: network(x)),
        'recogniser': ('faces', lambda x: network(x)),
        'scorer': ('pictures', lambda x: network.images(x)),
    }[name]
    pictures = getattr(shard, array)
    some = np.sort(np.random.default_rng(5).choice(len(pictures), min(160, len(pictures)), False))
    unfold(network, weights, lambda: forward(to_pixels(pictures[some], 'cpu')))
    state = network.state_dict()
    return {'network': state, 'average': state, 'samples': 0, 'extra': None}


def denoiser_checkpoint(bundle, size):
    """What `train.py` goes on from."""
    networks = create_networks(SIZES[size])
    read_together(bundle, networks)
    state = networks.state_dict()
    return {'networks': state, 'average': state, 'samples': 0, 'steps': 0, 'minutes': 0.0}


def restore_codes(work, bundle):
    """Makes the codes those that the bundle's networks have learned: another machine's differ."""
    Codes(Atlas(work / 'atlas'), work)
    path = work / 'codes.pt'
    saved = torch.load(path, weights_only=True)
    torch.save(saved | {'codes': read_codes(bundle / 'decoder.onnx')}, path)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    here, every = Path(__file__).parent, ('denoiser', *LESSONS)
    options.add_argument('names', nargs='+', choices=every, metavar='network', help=', '.join(every))
    options.add_argument('--work', type=Path, default=here / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--bundle', type=Path, default=here.parent / 'models/bundles/storybook')
    o = options.parse_args()
    restore_codes(o.work, o.bundle)
    for name in o.names:
        path = o.work / ('checkpoint.pt' if name == 'denoiser' else f'{name}.pt')
        if path.exists():
            raise SystemExit(f'{path} is there already: training goes on from it')
        if name == 'denoiser':
            made = denoiser_checkpoint(o.bundle, o.size)
        else:
            made = image_checkpoint(name, Shard.of(name, o.work, 'train'), o.bundle)
        torch.save(made, path)
        print(f'{path}: as in {o.bundle}')


if __name__ == '__main__':
    main()
