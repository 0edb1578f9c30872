"""Exports a bundle of SDXL's family: one folder that Troupe draws with, `BUNDLE=FOLDER npm start`.

Sources are local folders and files; nothing is downloaded. See README.md beside this file."""

import argparse
import datetime
import json
import shutil
import sys
import tempfile
from pathlib import Path

try:
    import torch

    from few_steps import CLOCKS
    from judges import JUDGES, export_judges
    from manifest import bundle_json
    from networks import export_networks, read_licences
    from onnx_files import digest
    from sources import Refused
    from tiny import IMAGE, write_sources
    from tiny_judges import write_judges
except ModuleNotFoundError as missing:
    sys.exit(f'{missing.name} is missing: python3 -m pip install -r export/requirements.txt')

NO_JUDGES = {'scorer': None, 'recogniser': None}
REQUIRED = ('base', 'photomaker', 'detector', 'segmenter')


def read_options(arguments):
    options = argparse.ArgumentParser(prog='npm run bundle -- export', description=__doc__)
    options.add_argument('--out', type=Path, required=True, help='folder of the new bundle')
    options.add_argument('--name', default='sdxl', help='what the bundle is called')
    options.add_argument(
        '--base', type=Path, help='SDXL or a model of its family: diffusers folder or .safetensors'
    )
    options.add_argument('--photomaker', type=Path, help='photomaker-v1.bin or .safetensors')
    options.add_argument('--detector', type=Path, help="GroundingDINO's folder (transformers)")
    options.add_argument('--segmenter', type=Path, help="SAM's or SlimSAM's folder (transformers)")
    options.add_argument('--preview', type=Path, help="TAESDXL's folder (diffusers); optional")
    options.add_argument(
        '--controlnet', type=Path,
        help='a ControlNet of the same family: diffusers folder or .safetensors; optional. It gets '
        'the picture that people attach as it is: no pose is detected in photographs',
    )  # fmt: skip
    options.add_argument('--scorer', type=Path, help="a judge: CLIP's folder (transformers); optional")
    options.add_argument('--recogniser', type=Path, help='a judge of faces: .onnx; with --scorer')
    options.add_argument('--style', type=Path, help='a style LoRA, of UNet and text encoders: .safetensors; optional')
    options.add_argument('--style-strength', type=float, help='of the style LoRA (1)')
    options.add_argument(
        '--distilled', type=Path, help='a LoRA trained to draw in --steps steps: .safetensors'
    )
    options.add_argument('--steps', type=int, help='that --distilled was trained for: 4 or 8')
    options.add_argument(
        '--sampler', choices=tuple(CLOCKS),
        help='that --distilled was trained for: euler (SDXL-Lightning and its like) or lcm (LCM-LoRA)',
    )  # fmt: skip
    options.add_argument('--image', type=int, default=1024, help='pixels of a side')
    options.add_argument('--dtype', choices=('fp32', 'fp16'), default='fp16')
    options.add_argument(
        '--discovery', choices=('published', 'small', 'quick'), default='published',
        help='portraits as published, of half the side, or in 20 steps too',
    )  # fmt: skip
    options.add_argument('--licences', type=Path, help='JSON: what each source is licensed under')
    options.add_argument('--tiny', action='store_true', help='small random networks, for tests')
    options.add_argument('--judges', action='store_true', help='with --tiny: tiny judges too')
    options.add_argument('--seed', type=int, default=0, help='of the tiny networks')
    options.add_argument('--keep-sources', type=Path, help='keep the tiny sources in this folder')
    o = options.parse_args(arguments)
    missing = [f'--{name}' for name in REQUIRED if getattr(o, name) is None]
    if missing and not o.tiny:
        options.error(f'needs {", ".join(missing)} (or --tiny)')
    if (o.scorer is None) != (o.recogniser is None):
        options.error('--scorer and --recogniser judge together: give both or none')
    if o.judges and not o.tiny:
        options.error('--judges is for --tiny: give --scorer and --recogniser')
    if o.style_strength is not None and o.style is None:
        options.error('--style-strength needs --style')
    if len({o.distilled is None, o.steps is None, o.sampler is None}) > 1:
        options.error('--distilled, --steps and --sampler need each other')
    if o.steps is not None and not 2 <= o.steps <= 16:
        options.error('--steps must be 2 to 16')
    if o.steps is not None and o.discovery == 'quick':
        options.error('--discovery quick has steps of its own: --distilled goes with published or small')
    if o.image % 64 != 0:
        options.error('--image must be a multiple of 64')
    if o.out.exists() and any(o.out.iterdir()):
        options.error(f'{o.out} is not empty')
    return o


def export_bundle(o, sources, made):
    """Writes everything into the folder `made`; the description comes last."""
    licence = read_licences(o.licences, o.tiny, sources['controlnet'] is not None)
    networks, about = export_networks(sources, made, o.image, o.dtype)
    judges = None
    if sources['scorer'] is not None:
        judges = export_judges(sources['scorer'], sources['recogniser'], made)
        if o.licences is None and not o.tiny:
            licence['attributions'] += JUDGES
    paths = sorted(p for p in made.rglob('*') if p.is_file())
    files = {p.relative_to(made).as_posix(): digest(p) for p in paths}
    version = 'tiny' if o.tiny else datetime.datetime.now(datetime.UTC).date().isoformat()
    distilled = None if o.steps is None else {'steps': o.steps, 'sampler': o.sampler}
    bundle = bundle_json(
        o.name, version, o.image, about['scheduler'], about['latents'], networks, licence, files,
        o.discovery, distilled, judges,
    )  # fmt: skip
    (made / 'bundle.json').write_text(json.dumps(bundle, indent=2) + '\n')
    return sum(file['bytes'] for file in files.values())


def main(arguments):
    o = read_options(arguments)
    if o.tiny:
        o.image = IMAGE
    o.out.parent.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    with (
        tempfile.TemporaryDirectory(dir=o.out.parent, prefix='.export-') as made,
        tempfile.TemporaryDirectory() as sources,
    ):
        if o.tiny:
            found = write_sources(o.keep_sources or sources, o.seed)
            found |= write_judges(Path(o.keep_sources or sources), o.seed) if o.judges else NO_JUDGES
        else:
            names = (*REQUIRED, 'preview', 'controlnet', *NO_JUDGES)
            found = {name: getattr(o, name) for name in names}
        strength = 1.0 if o.style_strength is None else o.style_strength
        found |= {'style': o.style, 'style_strength': strength, 'distilled': o.distilled}
        size = export_bundle(o, found, Path(made))
        o.out.mkdir(exist_ok=True)
        for path in sorted(Path(made).iterdir(), key=lambda p: p.name == 'bundle.json'):
            shutil.move(path, o.out / path.name)
    print(f'{size:,} bytes in {o.out}')


if __name__ == '__main__':
    try:
        main(sys.argv[1:])
    except Refused as refusal:
        sys.exit(str(refusal))
