"""The identity generator: PhotoMaker version 1 (Li et al., 2024) over a model of SDXL's family.

Its file holds `id_encoder` (CLIP's image encoder with two projections, and the fusion) and
`lora_weights` of the UNet. Modules and names as in TencentARC/PhotoMaker, photomaker/model.py.
"""

import math
from pathlib import Path

import torch
from diffusers import StableDiffusionXLPipeline
from torch import nn
from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

from sources import Refused, load_tensors

HEAD_SIZE = 64  # of every published CLIP image encoder


class Mlp(nn.Module):
    def __init__(self, inputs, outputs, use_residual):
        super().__init__()
        self.layernorm = nn.LayerNorm(inputs)
        self.fc1 = nn.Linear(inputs, outputs)
        self.fc2 = nn.Linear(outputs, outputs)
        self.act_fn = nn.GELU()
        self.use_residual = use_residual

    def forward(self, x):
        y = self.fc2(self.act_fn(self.fc1(self.layernorm(x))))
        return y + x if self.use_residual else y


class Fusion(nn.Module):
    """A prompt's class token and an identity, both [B, D], become the fused token [B, D]."""

    def __init__(self, size):
        super().__init__()
        self.mlp1 = Mlp(2 * size, size, use_residual=False)
        self.mlp2 = Mlp(size, size, use_residual=True)
        self.layer_norm = nn.LayerNorm(size)

    def forward(self, token, identity):
        stacked = self.mlp1(torch.cat([token, identity], dim=-1)) + token
        return self.layer_norm(self.mlp2(stacked))


class IdentityEncoder(CLIPVisionModelWithProjection):
    """Normalised portraits [B, 3, 224, 224] become identities [B, D]."""

    def __init__(self, config, second_size):
        super().__init__(config)
        self.visual_projection_2 = nn.Linear(config.hidden_size, second_size, bias=False)
        self.fuse_module = Fusion(config.projection_dim + second_size)

    def forward(self, pixel_values):
        pooled = self.vision_model(pixel_values).pooler_output
        return torch.cat([self.visual_projection(pooled), self.visual_projection_2(pooled)], -1)


def config_of(state):
    """The encoder's configuration, read off the shapes of its weights."""
    patches = state['vision_model.embeddings.patch_embedding.weight']
    hidden, _, patch, _ = patches.shape
    places = state['vision_model.embeddings.position_embedding.weight'].shape[0] - 1
    layers = {k.split('.')[3] for k in state if k.startswith('vision_model.encoder.layers.')}
    return CLIPVisionConfig(
        hidden_size=hidden,
        intermediate_size=state['vision_model.encoder.layers.0.mlp.fc1.weight'].shape[0],
        num_attention_heads=hidden // HEAD_SIZE,
        num_hidden_layers=len(layers),
        patch_size=patch,
        image_size=patch * math.isqrt(places),
        projection_dim=state['visual_projection.weight'].shape[0],
    )


def load_photomaker(path):
    """The identity encoder with its fusion, and the LoRA's weights. Refused unless the file is
    PhotoMaker's version 1."""
    content = load_tensors(path)
    if Path(path).suffix == '.safetensors':
        content = {
            part: {k.removeprefix(f'{part}.'): v for k, v in content.items() if k.startswith(part)}
            for part in ('id_encoder', 'lora_weights')
        }
    if set(content) != {'id_encoder', 'lora_weights'} or not all(content.values()):
        raise Refused(f'{path} is not PhotoMaker: it must hold id_encoder and lora_weights')
    state = {k: v.float() for k, v in content['id_encoder'].items() if 'position_ids' not in k}
    if 'fuse_module.mlp1.fc1.weight' not in state or any('qformer' in key for key in state):
        raise Refused(f'{path} is not version 1 of PhotoMaker')
    encoder = IdentityEncoder(config_of(state), state['visual_projection_2.weight'].shape[0])
    encoder.load_state_dict(state)
    encoder.set_attn_implementation('eager')
    return encoder.eval(), content['lora_weights']


def add_lora(unet, weights, name='photomaker'):
    """Gives the UNet the LoRA as an adapter at strength 1; Refused when it does not belong."""
    state, alphas = StableDiffusionXLPipeline.lora_state_dict(dict(weights))
    StableDiffusionXLPipeline.load_lora_into_unet(state, alphas, unet, adapter_name=name)
    if not any('lora' in key for key in unet.state_dict()):
        raise Refused('the LoRA changed nothing: it is not for this UNet')


def fuse_lora(unet, weights, strength=1.0):
    """Adds the LoRA to the UNet's own weights, at that strength, for good."""
    add_lora(unet, weights)
    unet.fuse_lora(lora_scale=strength)
    unet.unload_lora()
