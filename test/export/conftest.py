"""Tiny sources, written once for all tests: `python3 -m pytest test/export`."""

import os
import sys
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / 'export'))
os.environ.setdefault('HF_HUB_OFFLINE', '1')


@pytest.fixture(scope='session')
def sources(tmp_path_factory):
    """All that an export reads, by the names of main.py's options."""
    from tiny import write_sources

    return write_sources(tmp_path_factory.mktemp('sources'), seed=0)


@pytest.fixture(scope='session')
def bundle():
    """The bundle of the same sources that is committed, in fp32."""
    return ROOT / 'test/golden/sdxl/bundle'


@pytest.fixture(scope='session')
def lora(sources, tmp_path_factory):
    """A random LoRA of the UNet, as diffusers writes one."""
    from base import load_base
    from diffusers import StableDiffusionXLPipeline
    from peft import LoraConfig, get_peft_model_state_dict

    unet = load_base(sources['base']).unet
    unet.add_adapter(LoraConfig(r=4, target_modules=['to_q', 'to_k', 'to_v', 'to_out.0']))
    generator = torch.Generator().manual_seed(3)
    layers = {
        name: 0.3 * torch.randn(values.shape, generator=generator)
        for name, values in get_peft_model_state_dict(unet).items()
    }
    folder = tmp_path_factory.mktemp('lora')
    StableDiffusionXLPipeline.save_lora_weights(folder, unet_lora_layers=layers)
    return folder / 'pytorch_lora_weights.safetensors'
