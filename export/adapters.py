"""LoRAs of the base model, merged into its weights: a style, or fewer steps. What a file holds is merged
whole, or the file is refused."""

import json
from typing import NamedTuple

from diffusers import StableDiffusionXLPipeline
from peft import get_peft_model_state_dict
from safetensors import safe_open

from sources import Refused, load_tensors
from text_adapters import fuse_text, is_text

# Parts of tensors' names in files that are more than a sum of products: merging the rest alone would be
# another style.
OTHER_KINDS = {
    'dora_scale': 'DoRA', 'lora_magnitude_vector': 'DoRA', '.hada_': 'LoHa', '.lokr_': 'LoKr',
}  # fmt: skip


class Lora(NamedTuple):
    """A file's tensors by what they change, and what its trainer says of them."""

    path: str
    unet: dict
    text: dict
    settings: dict

    def settings_of(self, part):
        """peft's settings of one network; none in other trainers' files."""
        prefix = f'{part}.'
        found = self.settings.items()
        return {k.removeprefix(prefix): v for k, v in found if k.startswith(prefix)}


def read_lora(path):
    """Refused when it is another kind of adapter."""
    weights = load_tensors(path)
    kind = next((k for mark, k in OTHER_KINDS.items() if any(mark in n for n in weights)), None)
    if kind is not None:
        raise Refused(f'{path} is a {kind} and no plain LoRA: it cannot be merged here')
    with safe_open(path, framework='pt') as file:
        about = file.metadata() or {}
    text = {name: value for name, value in weights.items() if is_text(name)}
    unet = {name: value for name, value in weights.items() if name not in text}
    return Lora(path, unet, text, json.loads(about.get('lora_adapter_metadata', '{}')))


def add_to_unet(unet, lora, name):
    """Gives the UNet the LoRA's part for it as an adapter. Refused when any of it does not belong."""
    settings = {f'unet.{k}': v for k, v in lora.settings_of('unet').items()}
    try:
        state, alphas = StableDiffusionXLPipeline.lora_state_dict(
            dict(lora.unet), unet_config=unet.config
        )
        StableDiffusionXLPipeline.load_lora_into_unet(
            state, alphas, unet, adapter_name=name, metadata=settings or None
        )
        added = get_peft_model_state_dict(unet, adapter_name=name)
    except (ValueError, KeyError, RuntimeError) as error:
        raise Refused(f'{lora.path} is no LoRA for this base model: {error}') from error
    given = [key for key in lora.unet if not key.endswith('.alpha')]
    # Diffusers and peft leave out what they do not know, with a warning at most.
    if not len(given) == len(state) == len(added):
        raise Refused(
            f'{lora.path} has {len(given)} tensors for the UNet, of which {len(added)} belong to '
            'this base model: it would be merged in part'
        )


def fuse_unet(unet, lora, strength):
    add_to_unet(unet, lora, 'fused')
    unet.fuse_lora(lora_scale=strength)
    unet.unload_lora()


def fuse_steps(base, path):
    """Adds a LoRA of few steps to the UNet's own weights. Refused when it is more than that."""
    lora = read_lora(path)
    if lora.text:
        raise Refused(f'{path} changes the text encoders: a LoRA of few steps has no business there')
    fuse_unet(base.unet, lora, 1.0)


def fuse_style(base, path, strength):
    """Adds a style to the weights of the UNet and of the text encoders, at that strength, for good."""
    lora = read_lora(path)
    if lora.unet:
        fuse_unet(base.unet, lora, strength)
    for part in ('text_encoder', 'text_encoder_2'):
        fuse_text(getattr(base, part), part, lora, strength)
