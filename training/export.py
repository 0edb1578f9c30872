"""Writes the bundle: ONNX networks with weights stored small, checked against PyTorch,
and the JSON files beside them. Files appear at once, bundle.json last. Networks that were not
trained again stay as they are in the bundle, and so does a decoder of the same codes."""

import argparse
import datetime
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import nn

from atlas import Atlas
from bundle import bundle_json, tokenizer_json
from decoder import Decoder, Figure
from identity_fusion import SnappedFusion
from image_networks import load
from latents import CELLS, CHANNELS, IDENTITY_SIZE, Codes
from networks import create_networks, noise_share, scale
from one_by_one import DOMAIN, loop
from onnx_files import read_codes, rounded, store_beside, store_small
from onnx_session import open_session
from records import People
from renderer import PARAMETERS, Renderer
from schedule import ALPHAS_BAR
from sizes import SIZES, TOKENS
from words import load_tokenizer

# Inputs that golden.json's formula fills, in the order of its phases.
FORMULAS = {
    'latents': (CHANNELS, CELLS, CELLS), 'images': (3, 256, 256), 'image': (3, 256, 256),
    'identity': (IDENTITY_SIZE,), 'faces': (3, 96, 96),
}  # fmt: skip

# How much further than learned their number moves nobody, one, two and three people: guidance of its
# own. More shows three people oftener (drawn.py counts them) and pushes them to the edges.
COUNT_GUIDANCE = torch.tensor([1.0, 1.0, 1.25, 1.5])[:, None, None, None]
LARGEST = 4.0  # of any code or number: what predictions are clamped to


class NoisePrediction(nn.Module):
    """The denoiser's clean latents as the noise that was added:
    eps = (x_t - sqrt(abar) x0) / sqrt(1 - abar)."""

    def __init__(self, denoiser):
        super().__init__()
        self.denoiser = denoiser
        self.register_buffer('abar', ALPHAS_BAR.clone(), persistent=False)

    def forward(self, latents, timestep, prompt_embeds, pooled):
        clean = self.denoiser(latents, timestep, prompt_embeds, pooled)
        clean = scale(clean.clamp(-LARGEST, LARGEST))
        # Between two whole times abar is interpolated, so that any sampler's clock is welcome.
        abar = noise_share(timestep, self.abar).view(-1, 1, 1, 1)
        return (latents - abar.sqrt() * clean) / (1 - abar).sqrt()


def load_networks(work, checkpoint, size, bundle):
    """Every trained network by the name of its file, with the names of its inputs and outputs."""
    trained = load_denoiser(work, checkpoint, size, bundle) if checkpoint.exists() else {}
    if (work / 'identity.pt').exists():
        trained['identity-encoder'] = (load(work, 'identity'), ['images'], ['identity'])
    if (work / 'layout.pt').exists():
        maps = ['class_logits', 'centres', 'offsets', 'sizes']
        trained['layout'] = (load(work, 'layout'), ['image'], maps)
    if (work / 'upscaler.pt').exists():
        trained['upscaler'] = (load(work, 'upscaler'), ['images'], ['upscaled'])
    if (work / 'recogniser.pt').exists():
        trained['judges/recogniser'] = (load(work, 'recogniser'), ['faces'], ['embedding'])
    if (work / 'scorer.pt').exists():
        scorer = load(work, 'scorer')
        trained['judges/image-scorer'] = (scorer.images, ['images'], ['embedding'])
        trained['judges/text-scorer'] = (scorer.words, ['input_ids'], ['embedding'])
    return trained


def load_denoiser(work, checkpoint, size, bundle):
    """The same of what `train.py` has learned, and of the decoder that draws it, unless the bundle's
    has the same codes."""
    networks = create_networks(size)
    state = torch.load(checkpoint, map_location='cpu', weights_only=True)
    networks.load_state_dict(state['average'])
    networks['denoiser'].layouts.data[:4] *= COUNT_GUIDANCE
    atlas = Atlas(work / 'atlas')
    codes = Codes(atlas, work)
    text = ['prompt_embeds', 'pooled']
    fused = ['fused_prompt_embeds', 'fused_pooled']
    trained = {
        'text-encoder': (networks['text'], ['input_ids'], text),
        'identity-fusion': (
            SnappedFusion(networks['fusion'], codes), [*text, 'class_mask', 'identity'], fused,
        ),
        'denoiser': (
            NoisePrediction(networks['denoiser']), ['latents', 'timestep', *text], ['noise'],
        ),
    }  # fmt: skip
    if not has_codes(bundle / 'decoder.onnx', codes):
        people = People(work / 'data/train', atlas, codes)
        trained['decoder'] = (Decoder(Renderer(atlas), codes, people), ['latents'], ['image'])
    return trained


def has_codes(path, codes):
    """Whether the decoder in `path` looks parts up by these codes."""
    if not path.exists():
        return False
    found = read_codes(path)
    return all(
        code.shape == found[name].shape and torch.allclose(code, found[name], atol=1e-3)
        for name, code in codes.named_buffers()
    )


def keep_others(out, made, golden):
    """Copies the networks that were not trained again, and what is known of their numbers, from the
    bundle in `out`."""
    if not (out / 'bundle.json').exists():
        return
    before = json.loads((out / 'golden.json').read_text())['networks']
    for path in out.rglob('*.onnx'):
        name = path.relative_to(out).with_suffix('').as_posix()
        if name not in golden['networks']:
            (made / name).parent.mkdir(exist_ok=True)
            for file in path.parent.glob(f'{path.stem}.*'):
                shutil.copyfile(file, made / file.relative_to(out))
            golden['networks'][name] = before[name]
            print(f'{name}: as it was', flush=True)


def examples():
    """Inputs of every network; two of each, so that a batch is tried."""
    ids = torch.zeros(2, TOKENS, dtype=torch.long)
    ids[0, :5] = torch.tensor([3, 8, 21, 30, 17])
    ids[1, :3] = torch.tensor([2, 40, 55])
    class_mask = torch.zeros(2, TOKENS)
    class_mask[:, 0] = 1
    inputs = {
        'input_ids': ids, 'timestep': torch.tensor([981.0, 250.0]), 'class_mask': class_mask,
    }  # fmt: skip
    for phase, (name, dims) in enumerate(FORMULAS.items()):
        inputs[name] = formula(torch.empty(2, *dims), phase)
    return inputs


def numbers(tensor):
    flat = tensor.detach().double().flatten()
    return {
        'shape': list(tensor.shape),
        'first': [round(v, 6) for v in flat[:16].tolist()],
        'mean': round(flat.mean().item(), 6),
        'deviation': round(flat.std().item(), 6),
    }



def formula(tensor, phase):
    """Fills an input with sin(index * 12.9898 + phase) * 43758.5453, its fraction, times 2 - 1."""
    index = torch.arange(tensor.numel(), dtype=torch.float64)
    value = torch.sin(index * 12.9898 + phase) * 43758.5453
    return ((value - value.floor()) * 2 - 1).float().view(tensor.shape)


def export_part(path, module, names, outputs, inputs):
    axes = {name: {0: 'batch'} for name in (*names, *outputs)}
    torch.onnx.export(
        module, tuple(inputs[n] for n in names), path, input_names=names, output_names=outputs,
        dynamic_axes=axes, opset_version=18, dynamo=False, custom_opsets={DOMAIN: 1},
    )  # fmt: skip
    if path.stem == 'decoder':
        _, people, _ = module.read(inputs['latents'])
        parameters = [people[name].flatten(0, 1) for name in PARAMETERS]
        loop(path, Figure(module.renderer), parameters)
        # The renderer's coordinates need all their digits, and its atlas is bytes already.
        store_beside(path)
    else:
        store_small(path)


def check_part(path, names, inputs, expected):
    """The largest difference to PyTorch, relative above 1, for the batch and for its first row."""
    session = open_session(path)
    worst = 0.0
    for rows in (slice(0, 2), slice(0, 1)):
        found = session.run(None, {n: inputs[n][rows].numpy() for n in names})
        for a, b in zip(found, expected, strict=True):
            wanted = b[rows].numpy()
            worst = max(worst, float((np.abs(a - wanted) / np.maximum(1, np.abs(wanted))).max()))
    if worst > 1e-3:
        raise ValueError(f'{path.name} differs from PyTorch by {worst}')
    return worst


def main():
    options = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).parent
    options.add_argument('--work', type=Path, default=here / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--checkpoint', type=Path, help='instead of checkpoint.pt in --work')
    options.add_argument('--out', type=Path, default=here.parent / 'models/bundles/storybook')
    o = options.parse_args()
    size, tokenizer = SIZES[o.size], load_tokenizer()
    checkpoint = o.checkpoint or o.work / 'checkpoint.pt'
    loaded = load_networks(o.work, checkpoint, size, o.out)
    inputs = examples()
    golden = {
        'inputs': {
            'formula': 'fraction(sin(index * 12.9898 + phase) * 43758.5453) * 2 - 1',
            'phase': {name: phase for phase, name in enumerate(FORMULAS)},
            'input_ids': inputs['input_ids'].tolist(),
            'timestep': inputs['timestep'].tolist(),
            'class_mask': inputs['class_mask'].tolist(),
        },
        'networks': {},
    }
    made = Path(tempfile.mkdtemp(dir=o.work))
    for name, (module, names, outputs) in loaded.items():
        path = made / f'{name}.onnx'
        path.parent.mkdir(exist_ok=True)
        module = module.eval() if name == 'decoder' else rounded(module)
        with torch.no_grad():
            results = module(*(inputs[n] for n in names))
        results = results if isinstance(results, tuple) else (results,)
        if name == 'text-encoder':
            inputs |= dict(zip(outputs, results, strict=True))
        export_part(path, module, names, outputs, inputs)
        worst = check_part(path, names, inputs, results)
        print(f'{name}: {path.stat().st_size:,} bytes, differs by {worst:.1e}', flush=True)
        golden['networks'][name] = {
            'inputs': names,
            'outputs': {n: numbers(r) for n, r in zip(outputs, results, strict=True)},
        }
    keep_others(o.out, made, golden)
    (made / 'tokenizer.json').write_text(json.dumps(tokenizer_json(tokenizer), indent=1) + '\n')
    (made / 'golden.json').write_text(json.dumps(golden, indent=1) + '\n')
    anchors = o.work / 'anchors.png'
    if not anchors.exists():
        anchors = o.out / 'judges/anchors.png'
    if anchors.exists():
        shutil.copyfile(anchors, made / 'judges/anchors.png')
    files = {}
    for path in sorted(p for p in made.rglob('*') if p.is_file()):
        content = path.read_bytes()
        name = path.relative_to(made).as_posix()
        files[name] = {'sha256': hashlib.sha256(content).hexdigest(), 'bytes': len(content)}
    version = datetime.datetime.now(datetime.UTC).date().isoformat()
    bundle = bundle_json(version, files)
    (made / 'bundle.json').write_text(json.dumps(bundle, indent=2) + '\n')
    (o.out / 'judges').mkdir(parents=True, exist_ok=True)
    for name in (*files, 'bundle.json'):
        staged = o.out / f'{name}.partial'
        shutil.copyfile(made / name, staged)
        staged.rename(o.out / name)
    shutil.rmtree(made)
    print(f'{sum(f["bytes"] for f in files.values()):,} bytes in all, in {o.out}')


if __name__ == '__main__':
    main()
