"""A diffusers folder of SDXL's family as one .safetensors file with the names that the family was
published with: the other way round than diffusers reads them (its convert_diffusers_to_original_sdxl)."""

import re

import torch
from safetensors.torch import load_file, save_file

RESNET = {
    'norm1': 'in_layers.0', 'conv1': 'in_layers.2', 'norm2': 'out_layers.0',
    'conv2': 'out_layers.3', 'time_emb_proj': 'emb_layers.1', 'conv_shortcut': 'skip_connection',
}  # fmt: skip
UNET = {
    r'time_embedding\.linear_1': 'time_embed.0', r'time_embedding\.linear_2': 'time_embed.2',
    r'add_embedding\.linear_1': 'label_emb.0.0', r'add_embedding\.linear_2': 'label_emb.0.2',
    'conv_in': 'input_blocks.0.0', 'conv_norm_out': 'out.0', 'conv_out': 'out.2',
    r'mid_block\.attentions\.0': 'middle_block.1',
}  # fmt: skip
ATTENTION = {
    'group_norm': 'norm', 'to_q': 'q', 'to_k': 'k', 'to_v': 'v', r'to_out\.0': 'proj_out',
}  # fmt: skip


def unet_name(name):
    for ours, theirs in UNET.items():
        name = re.sub(f'^{ours}', theirs, name)
    if '.resnets.' in name:
        for ours, theirs in RESNET.items():
            name = name.replace(f'.{ours}.', f'.{theirs}.')
    place = lambda base, part: lambda m: f'{base}.{3 * int(m[1]) + int(m[2]) + part}'  # noqa: E731
    rules = {
        r'down_blocks\.(\d)\.resnets\.(\d)': lambda m: place('input_blocks', 1)(m) + '.0',
        r'down_blocks\.(\d)\.attentions\.(\d)': lambda m: place('input_blocks', 1)(m) + '.1',
        r'up_blocks\.(\d)\.resnets\.(\d)': lambda m: place('output_blocks', 0)(m) + '.0',
        r'up_blocks\.(\d)\.attentions\.(\d)': lambda m: place('output_blocks', 0)(m) + '.1',
        r'down_blocks\.(\d)\.downsamplers\.0\.conv': lambda m: (
            f'input_blocks.{3 * int(m[1]) + 3}.0.op'
        ),
        r'up_blocks\.(\d)\.upsamplers\.0': lambda m: f'output_blocks.{3 * int(m[1]) + 2}.2',
        r'mid_block\.resnets\.(\d)': lambda m: f'middle_block.{2 * int(m[1])}',
    }
    for ours, theirs in rules.items():
        name = re.sub(f'^{ours}', theirs, name)
    return name


def vae_name(name):
    rules = {
        r'down_blocks\.(\d)\.resnets': r'down.\1.block',
        r'down_blocks\.(\d)\.downsamplers\.0': r'down.\1.downsample',
        r'up_blocks\.(\d)\.resnets': lambda m: f'up.{3 - int(m[1])}.block',
        r'up_blocks\.(\d)\.upsamplers\.0': lambda m: f'up.{3 - int(m[1])}.upsample',
        r'mid_block\.resnets\.(\d)': lambda m: f'mid.block_{int(m[1]) + 1}',
        r'mid_block\.attentions\.0': 'mid.attn_1',
        'conv_shortcut': 'nin_shortcut',
        'conv_norm_out': 'norm_out',
    }
    for ours, theirs in rules.items():
        name = re.sub(ours, theirs, name)
    if 'attn_1' in name:
        for ours, theirs in ATTENTION.items():
            name = re.sub(rf'\.{ours}\.', f'.{theirs}.', name)
    return name


def open_clip(state):
    """The second text encoder by open_clip's names, the three attention matrices in one."""
    state = {k.removeprefix('text_model.'): v for k, v in state.items()}
    made = {
        'text_projection': state.pop('text_projection.weight').T.contiguous(),
        'positional_embedding': state.pop('embeddings.position_embedding.weight'),
        'token_embedding.weight': state.pop('embeddings.token_embedding.weight'),
    }
    names = {
        'layer_norm1': 'ln_1', 'layer_norm2': 'ln_2', 'mlp.fc1': 'mlp.c_fc',
        'mlp.fc2': 'mlp.c_proj', 'self_attn.out_proj': 'attn.out_proj',
        'final_layer_norm': 'ln_final', 'encoder.layers': 'transformer.resblocks',
    }  # fmt: skip
    for key in list(state):
        if '.q_proj.' in key:
            parts = [state[key.replace('.q_', f'.{which}_')] for which in 'qkv']
            to = key.replace('self_attn.q_proj.', 'attn.in_proj_')
            made[to.replace('encoder.layers', 'transformer.resblocks')] = torch.cat(parts)
        elif not re.search(r'\.[kv]_proj\.|position_ids', key):
            to = key
            for ours, theirs in names.items():
                to = to.replace(ours, theirs)
            made[to] = state[key]
    return made


def write_single_file(folder, path):
    load = lambda part, name: load_file(folder / part / f'{name}.safetensors')  # noqa: E731
    unet = load('unet', 'diffusion_pytorch_model')
    vae = load('vae', 'diffusion_pytorch_model')
    # Attention of the VAE is published as convolutions of one pixel.
    vae = {vae_name(k): v for k, v in vae.items()}
    wide = {k for k, v in vae.items() if 'attn_1' in k and v.ndim == 2}
    vae = {k: v[:, :, None, None] if k in wide else v for k, v in vae.items()}
    first = {
        k if k.startswith('text_model.') else f'text_model.{k}': v
        for k, v in load('text_encoder', 'model').items()
    }
    parts = {
        'model.diffusion_model.': {unet_name(k): v for k, v in unet.items()},
        'first_stage_model.': vae,
        'conditioner.embedders.0.transformer.': first,
        'conditioner.embedders.1.model.': open_clip(load('text_encoder_2', 'model')),
    }
    save_file(
        {f'{p}{k}': v.contiguous() for p, state in parts.items() for k, v in state.items()}, path
    )
