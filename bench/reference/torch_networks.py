"""The storybook bundle's networks in PyTorch, as training has them, with weights from its ONNX
files: `torch_networks.py --bundle FOLDER --out FOLDER` writes networks.pt into a folder that has an
atlas (`training/atlas.main.ts`) and compares every network with its file."""

import argparse
import sys
from pathlib import Path
from types import SimpleNamespace

import torch

sys.path.insert(0, str(Path(__file__).parents[2] / 'training'))

from atlas import Atlas
from decoder import Decoder
from identity_fusion import SnappedFusion
from image_networks import create, fold_norms
from latents import IDENTITY_COLOURS, Codes
from networks import create_networks
from renderer import Renderer
from sizes import SIZES

CLOSE = 1e-3  # as the bundle's export: relative above 1
PALETTE = 96  # colours


def create_all(folder):
    """Networks by name, their weights still random; the decoder draws with the folder's atlas."""
    together = create_networks(SIZES['cpu'])
    atlas = Atlas(folder / 'atlas')
    colours = torch.linspace(0, 1, PALETTE)[:, None].expand(-1, 3)
    people = SimpleNamespace(parameters=dict.fromkeys(IDENTITY_COLOURS, colours))
    codes = Codes(atlas, folder)
    return {
        'text-encoder': together['text'].eval(),
        'identity-fusion': SnappedFusion(together['fusion'], codes).eval(),
        'denoiser': together['denoiser'].eval(),
        'identity-encoder': fold_norms(create('identity').eval()),
        'layout': fold_norms(create('layout').eval()),
        'decoder': Decoder(Renderer(atlas), codes, people).eval(),
    }


def load_all(folder):
    """Networks by name as `torch_networks.py` wrote them, and the largest clean latent."""
    networks = create_all(folder)
    saved = torch.load(folder / 'networks.pt', weights_only=True)
    for name, network in networks.items():
        network.load_state_dict(saved['networks'][name])
    return networks, saved['largest']


def weights_of(path):
    """All that a file holds, by the names of the network's parameters and buffers."""
    from onnx_files import read_codes, read_weights

    weights = {k.removeprefix('denoiser.'): v for k, v in read_weights(path).items()}
    if path.stem == 'decoder':
        weights |= {f'codes.{name}': code for name, code in read_codes(path).items()}
    return weights


def fill(network, path):
    """Copies a file's weights into the network; an exit in words unless it has all of them."""
    weights = weights_of(path)
    wanted = [name for name, _ in network.named_parameters()]
    missing = [name for name in wanted if name not in weights]
    if missing:
        sys.exit(f'{path} lacks {", ".join(missing)}: training/networks.py is of another bundle')
    with torch.no_grad():
        for name, values in network.state_dict().items():
            if name in weights:
                values.copy_(weights[name].view(values.shape))


def compare(name, module, names, inputs, path):
    """The largest difference to the file; an exit in words when it is not the same network."""
    from onnx_session import open_session

    with torch.no_grad():
        expected = module(*(inputs[n] for n in names))
    expected = expected if isinstance(expected, tuple) else (expected,)
    session = open_session(path)
    found = session.run(None, {n: inputs[n].numpy() for n in names})
    worst = 0.0
    for a, b in zip(found, expected, strict=True):
        wanted = b.float()
        part = (torch.from_numpy(a) - wanted).abs() / wanted.abs().clamp(min=1)
        worst = max(worst, float(part.max()))
    if worst > CLOSE:
        sys.exit(f'{name} in PyTorch differs from {path} by {worst:.1e}')
    print(f'{name}: differs from the file by {worst:.1e}', flush=True)
    return expected


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--bundle', type=Path, required=True)
    options.add_argument('--out', type=Path, required=True)
    o = options.parse_args()
    from export import LARGEST, NoisePrediction, examples

    networks, inputs = create_all(o.out), examples()
    text = ['prompt_embeds', 'pooled']
    names = {
        'text-encoder': ['input_ids'],
        'identity-fusion': [*text, 'class_mask', 'identity'],
        'denoiser': ['latents', 'timestep', *text],
        'identity-encoder': ['images'],
        'layout': ['image'],
        'decoder': ['latents'],
    }
    for name, network in networks.items():
        path = o.bundle / f'{name}.onnx'
        fill(network, path)
        module = NoisePrediction(network).eval() if name == 'denoiser' else network
        results = compare(name, module, names[name], inputs, path)
        if name == 'text-encoder':
            inputs |= dict(zip(text, results, strict=True))
    states = {name: network.state_dict() for name, network in networks.items()}
    torch.save({'networks': states, 'largest': LARGEST}, o.out / 'networks.pt')


if __name__ == '__main__':
    main()
