"""LoRAs of the general generator, merged into both generators: a style, or fewer steps."""

from diffusers import StableDiffusionXLPipeline

from photomaker import add_lora, fuse_lora
from sources import Refused, load_tensors


def load_lora(path):
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


def add_file(unet, path, name):
    """Gives the UNet the LoRA as an adapter."""
    add_lora(unet, load_lora(path), name)


def fuse_file(unet, path, strength=1.0):
    """Adds the LoRA to the UNet's own weights, at that strength, for good."""
    fuse_lora(unet, load_lora(path), strength)
