"""A ControlNet: read in every published form, refused when it does not belong."""

import re
import shutil

import pytest
import torch
from base import load_base
from controlnet import load_controlnet
from safetensors.torch import load_file, save_file
from single_file import unet_name
from sources import Refused

WEIGHTS = 'diffusion_pytorch_model.safetensors'


@pytest.fixture(scope='module')
def unet(sources):
    return load_base(sources['base']).unet


def published(name):
    """A layer's name in files that were not written by diffusers."""
    rules = {
        r'controlnet_down_blocks\.(\d+)': r'zero_convs.\1.0',
        'controlnet_mid_block': 'middle_block_out.0',
        r'controlnet_cond_embedding\.conv_in': 'input_hint_block.0',
        r'controlnet_cond_embedding\.blocks\.(\d)': lambda m: f'input_hint_block.{2 * int(m[1]) + 2}',
        r'controlnet_cond_embedding\.conv_out': 'input_hint_block.14',
    }
    for ours, theirs in rules.items():
        name, found = re.subn(f'^{ours}', theirs, name)
        if found:
            return name
    return unet_name(name)


@pytest.mark.parametrize('rename', [lambda name: name, lambda n: f'control_model.{published(n)}'])
def test_one_file_is_the_same_network(tmp_path, sources, unet, rename):
    weights = load_file(sources['controlnet'] / WEIGHTS)
    path = tmp_path / 'openpose.safetensors'
    save_file({rename(name): value for name, value in weights.items()}, path)
    one, folder = (load_controlnet(p, unet).state_dict() for p in (path, sources['controlnet']))
    assert one.keys() == folder.keys() == weights.keys()
    assert all(torch.equal(one[name], folder[name]) for name in one)


def test_what_is_no_controlnet_is_refused(tmp_path, sources, unet):
    with pytest.raises(Refused, match='is no ControlNet: its config.json tells of UNet2D'):
        load_controlnet(sources['base'] / 'unet', unet)
    save_file({'a': torch.ones(1)}, tmp_path / 'other.safetensors')
    with pytest.raises(Refused, match='other.safetensors is no ControlNet'):
        load_controlnet(tmp_path / 'other.safetensors', unet)


def test_pickles_are_refused(tmp_path, unet):
    (tmp_path / 'openpose.pth').write_bytes(b'')
    with pytest.raises(Refused, match='neither a diffusers folder nor a .safetensors file'):
        load_controlnet(tmp_path / 'openpose.pth', unet)
    with pytest.raises(Refused, match=r'holds pickles \(openpose.pth\)'):
        load_controlnet(tmp_path, unet)


def test_one_for_another_base_model_is_refused(tmp_path, sources, unet):
    folder = shutil.copytree(sources['controlnet'], tmp_path / 'controlnet')
    config = folder / 'config.json'
    config.write_text(config.read_text().replace('"layers_per_block": 2', '"layers_per_block": 1'))
    weights = load_file(folder / WEIGHTS)
    for path in (folder, tmp_path / 'small.safetensors'):
        if path is not folder:
            save_file({n: v for n, v in weights.items() if 'mid_block.resnets.0' not in n}, path)
        with pytest.raises(Refused, match='is a ControlNet for another base model'):
            load_controlnet(path, unet)
