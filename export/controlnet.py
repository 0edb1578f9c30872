"""The pose of a frame: a ControlNet (Zhang et al., 2023) for a model of SDXL's family."""

import json
from pathlib import Path

import torch
from diffusers import ControlNetModel
from diffusers.loaders.single_file_utils import convert_controlnet_checkpoint

from sources import Refused, load_tensors, require_safetensors, variant_of

# What it must have in common with the UNet whose layers it adds to.
SHARED = ('in_channels', 'block_out_channels', 'layers_per_block', 'cross_attention_dim',
          'addition_embed_type', 'projection_class_embeddings_input_dim')  # fmt: skip
HINT = 'controlnet_cond_embedding'
# Layers of SDXL's family that diffusers' reader of published files leaves out.
LEFT_OUT = {'add_embedding.linear_1': 'label_emb.0.0', 'add_embedding.linear_2': 'label_emb.0.2'}


def load_controlnet(path, unet, dtype=torch.float32):
    """A diffusers folder, or one .safetensors file with diffusers' names or the published ones.
    Refused when it is no ControlNet, or not one for this UNet."""
    path = Path(path)
    if path.is_dir():
        network = from_folder(path, unet, dtype)
    elif path.suffix == '.safetensors':
        network = from_single_file(path, unet).to(dtype)
    else:
        raise Refused(f'{path} is neither a diffusers folder nor a .safetensors file')
    return network.eval()


def another_base(path):
    return Refused(f'{path} is a ControlNet for another base model')


def from_folder(path, unet, dtype):
    require_safetensors(path)
    file = path / 'config.json'
    config = json.loads(file.read_text()) if file.is_file() else {}
    kind = config.get('_class_name', 'nothing')
    if kind != 'ControlNetModel':
        raise Refused(f'{path} is no ControlNet: its config.json tells of {kind}')
    # What a configuration leaves out has its default, which no model of this family has.
    if any(config.get(f) != json.loads(json.dumps(unet.config[f])) for f in SHARED):
        raise another_base(path)
    return ControlNetModel.from_pretrained(
        path, torch_dtype=dtype, local_files_only=True, use_safetensors=True,
        variant=variant_of(path),
    )  # fmt: skip


def from_single_file(path, unet):
    """Such files have no configuration: it is the UNet's, with the weights' own way of reading
    pictures."""
    file = {n.removeprefix('control_model.'): v for n, v in load_tensors(path).items()}
    weights = convert_controlnet_checkpoint(file, unet.config)
    for ours, theirs in LEFT_OUT.items():
        named = {f'{ours}.{p}': file.get(f'{theirs}.{p}') for p in ('weight', 'bias')}
        weights |= {name: value for name, value in named.items() if value is not None}
    channels = hint_channels(weights)
    if not channels:
        raise Refused(f'{path} is no ControlNet')
    network = ControlNetModel.from_unet(
        unet, conditioning_embedding_out_channels=channels, load_weights_from_unet=False
    )
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        raise another_base(path) from error
    return network


def hint_channels(weights):
    """Widths of the layers that read the picture: the first one's, then every second block's."""
    names = [f'{HINT}.conv_in.weight']
    while f'{HINT}.blocks.{2 * len(names) - 1}.weight' in weights:
        names.append(f'{HINT}.blocks.{2 * len(names) - 1}.weight')
    return tuple(weights[name].shape[0] for name in names if weights.get(name) is not None)
