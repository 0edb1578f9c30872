"""Reading published weights: safetensors, and pickles only where no code in them can run."""

import pickle
from pathlib import Path

import torch
from safetensors.torch import load_file


class Refused(Exception):
    """A source that is not used, with the reason in words for whoever started the export."""


def load_tensors(path):
    """The content of a .safetensors file, or of a pickle that holds nothing but tensors."""
    path = Path(path)
    if not path.is_file():
        raise Refused(f'{path} is no file')
    if path.suffix == '.safetensors':
        return load_file(path)
    try:
        content = torch.load(path, map_location='cpu', weights_only=True)
    except pickle.UnpicklingError as error:
        raise Refused(
            f'{path} is a pickle that holds more than tensors: opening it could run code. '
            'convert it to .safetensors where that does no harm'
        ) from error
    print(f'{path.name} is a pickle; it was read with weights only, so that no code in it can run')
    return content


def require_safetensors(folder):
    """Refuses a folder of weights that has pickles instead of .safetensors files."""
    folder = Path(folder)
    if not folder.is_dir():
        raise Refused(f'{folder} is no folder')
    safe = list(folder.rglob('*.safetensors'))
    pickles = [p for p in folder.rglob('*') if p.suffix in {'.bin', '.pt', '.pth', '.ckpt'}]
    if not safe and pickles:
        raise Refused(
            f'{folder} holds pickles ({pickles[0].name}) and no .safetensors: '
            'take the .safetensors files of the same model'
        )
    if not safe:
        raise Refused(f'{folder} holds no .safetensors files')


def variant_of(folder):
    """'fp16' where a diffusers folder has only files of that variant, else None."""
    names = [path.name for path in Path(folder).rglob('*.safetensors')]
    return 'fp16' if all('.fp16.' in name for name in names) else None
