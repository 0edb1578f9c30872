"""The general generator: Stable Diffusion XL, or any model of its family."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderTiny,
    EulerDiscreteScheduler,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

from sources import Refused, require_safetensors, variant_of

CLIP = Path(__file__).parent.parent / 'models/tokenizers/clip'
START, END = '<|startoftext|>', '<|endoftext|>'


class Base(NamedTuple):
    unet: UNet2DConditionModel
    text_encoder: CLIPTextModel
    text_encoder_2: CLIPTextModelWithProjection
    tokenizer: CLIPTokenizer
    tokenizer_2: CLIPTokenizer
    vae: AutoencoderKL
    scheduler: EulerDiscreteScheduler


def load_base(path, dtype=torch.float32, config=None):
    """A diffusers folder, or one .safetensors file as the family is published. `config` is a
    folder of configurations for such a file; without one, it is SDXL's own."""
    path = Path(path)
    if path.is_dir():
        require_safetensors(path)
        pipeline = StableDiffusionXLPipeline.from_pretrained(
            path, torch_dtype=dtype, local_files_only=True, use_safetensors=True,
            variant=variant_of(path), add_watermarker=False,
        )  # fmt: skip
    elif path.suffix == '.safetensors':
        pipeline = from_single_file(path, dtype, config)
    else:
        raise Refused(f'{path} is neither a diffusers folder nor a .safetensors file')
    tokenizers = {pipeline.tokenizer.pad_token: END, pipeline.tokenizer_2.pad_token: '!'}
    if any(found != wanted for found, wanted in tokenizers.items()):
        raise Refused(f'{path} pads its prompts otherwise than SDXL: {list(tokenizers)}')
    # Their attention in plain operators: the fused one changes with the machine.
    for encoder in (pipeline.text_encoder, pipeline.text_encoder_2):
        encoder.set_attn_implementation('eager')
    return Base(
        pipeline.unet.eval(),
        pipeline.text_encoder.eval(),
        pipeline.text_encoder_2.eval(),
        pipeline.tokenizer,
        pipeline.tokenizer_2,
        pipeline.vae.eval(),
        pipeline.scheduler,
    )


def from_single_file(path, dtype, config):
    with tempfile.TemporaryDirectory() as made:
        if config is None:
            config = made
            write_config(Path(made))
        return StableDiffusionXLPipeline.from_single_file(
            path, config=str(config), torch_dtype=dtype, local_files_only=True,
            add_watermarker=False,
        )  # fmt: skip


def load_preview(path):
    """TAESDXL, the small decoder for previews: a diffusers folder."""
    require_safetensors(path)
    return AutoencoderTiny.from_pretrained(path, local_files_only=True, use_safetensors=True).eval()


def write_config(folder):
    """SDXL's configurations in diffusers' form, with CLIP's vocabulary from this repository."""
    config = json.loads((Path(__file__).parent / 'sdxl-config.json').read_text())
    for name, content in config.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(content, indent=2))
    for name, padding in (('tokenizer', END), ('tokenizer_2', '!')):
        write_tokenizer(folder / name, CLIP / 'vocab.json', CLIP / 'merges.txt', padding)


def write_tokenizer(folder, vocabulary, merges, padding):
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(vocabulary, folder / 'vocab.json')
    shutil.copyfile(merges, folder / 'merges.txt')
    special = {'bos_token': START, 'eos_token': END, 'unk_token': END, 'pad_token': padding}
    settings = {'tokenizer_class': 'CLIPTokenizer', 'model_max_length': 77, **special}
    (folder / 'tokenizer_config.json').write_text(json.dumps(settings, indent=2))
    (folder / 'special_tokens_map.json').write_text(json.dumps(special, indent=2))
