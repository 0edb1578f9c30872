"""Checkpoints of the image networks from a bundle's ONNX files, so that training goes on where no
checkpoint is left: `python training/from_bundle.py layout scorer`, with pictures in `.work`.

Files hold norms folded into the layers before them. A norm begins again with the deviation of what
enters it as its weight, and what the folded layer would add as its bias: the same numbers."""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from image_networks import create, norms_of
from train_images import LESSONS, Shard, to_pixels

FILES = {
    'identity': {'': 'identity-encoder'}, 'layout': {'': 'layout'},
    'recogniser': {'': 'judges/recogniser'},
    'scorer': {'images.': 'judges/image-scorer', 'words.': 'judges/text-scorer'},
}  # fmt: skip
LOG_SCALE = 3.4  # of the scorer's logits, which no file holds


def read_weights(path):
    """Weights by name, as `export.py` stored them; of a MatMul by the module that multiplies."""
    graph = onnx.load(path).graph
    stored = {t.name: numpy_helper.to_array(t).astype(np.float32) for t in graph.initializer}
    whole = {}
    for name, values in stored.items():
        if name.endswith('_bytes'):
            whole[name.removesuffix('_bytes')] = values * stored[name.replace('_bytes', '_scale')]
        elif not name.endswith('_scale'):
            whole[name.removesuffix('_half')] = values
    for node in graph.node:
        if node.op_type == 'MatMul' and node.input[1] in whole:
            module = node.name.removeprefix('/').removesuffix('/MatMul').replace('/', '.')
            whole[f'{module}.weight'] = whole[node.input[1]].T
    return {name: torch.from_numpy(values.copy()) for name, values in whole.items()}


@torch.no_grad()
def unfold(network, weights, forward):
    """Fills the network with folded weights; `forward` shows it pictures that norms learn from."""
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
    forward(network.train())
    for hook in hooks:
        hook.remove()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).parent
    options.add_argument('names', nargs='+', choices=LESSONS, metavar='network', help=', '.join(LESSONS))
    options.add_argument('--work', type=Path, default=here / '.work')
    options.add_argument('--bundle', type=Path, default=here.parent / 'models/bundles/storybook')
    o = options.parse_args()
    shard = Shard(o.work / 'pictures/train')
    shown = {
        'identity': (shard.portraits, lambda network, x: network(x)),
        'layout': (shard.pictures, lambda network, x: network.logits(x)),
        'recogniser': (shard.faces, lambda network, x: network(x)),
        'scorer': (shard.pictures, lambda network, x: network.images(x)),
    }
    for name in o.names:
        path = o.work / f'{name}.pt'
        if path.exists():
            raise SystemExit(f'{path} is there already: training goes on from it')
        network = create(name)
        if name == 'scorer':
            network.log_scale.data.fill_(LOG_SCALE)
        weights = {}
        for prefix, file in FILES[name].items():
            read = read_weights(o.bundle / f'{file}.onnx')
            weights |= {f'{prefix}{key}': values for key, values in read.items()}
        pictures, forward = shown[name]
        some = np.sort(np.random.default_rng(5).choice(len(pictures), min(160, len(pictures)), False))
        unfold(network, weights, lambda n: forward(n, to_pixels(pictures[some], 'cpu')))  # noqa: B023
        state = network.state_dict()
        torch.save({'network': state, 'average': state, 'samples': 0, 'extra': None}, path)
        print(f'{path}: as in {o.bundle}')


if __name__ == '__main__':
    main()
