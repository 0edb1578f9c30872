"""A style LoRA, as SDXL's family has many: merged into both generators."""

from diffusers import StableDiffusionXLPipeline

from photomaker import add_lora, fuse_lora
from sources import Refused, load_tensors


def load_style(path):
    """Its weights for the UNet; Refused when it wants the text encoders changed too, which the
    pinned peft cannot do, or is no LoRA."""
    weights = load_tensors(path)
    try:
        names, _ = StableDiffusionXLPipeline.lora_state_dict(dict(weights))
    except (ValueError, KeyError) as error:
        raise Refused(f'{path} is no LoRA for this base model: {error}') from error
    if any(name.startswith('text_encoder') for name in names):
        raise Refused(f'{path} changes the text encoders too: take a LoRA of the UNet alone')
    return weights


def add_style(unet, path):
    """Gives the UNet the LoRA as the adapter `style`."""
    add_lora(unet, load_style(path), 'style')


def fuse_style(unet, path, strength):
    """Adds the LoRA to the UNet's own weights, at that strength, for good."""
    fuse_lora(unet, load_style(path), strength)
