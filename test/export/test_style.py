"""A style LoRA in the weights is what diffusers makes of it as an adapter."""

import pytest
import torch
from base import load_base
from diffusers import StableDiffusionXLPipeline
from peft import LoraConfig, get_peft_model_state_dict
from photomaker import add_lora, fuse_lora, load_photomaker
from safetensors.torch import load_file, save_file
from sources import Refused
from style import add_style, fuse_style

STRENGTH = 0.6


@pytest.fixture(scope='module')
def style(sources, tmp_path_factory):
    """A random LoRA of the UNet, as diffusers writes one."""
    unet = load_base(sources['base']).unet
    unet.add_adapter(LoraConfig(r=4, target_modules=['to_q', 'to_k', 'to_v', 'to_out.0']))
    generator = torch.Generator().manual_seed(3)
    layers = {
        name: 0.3 * torch.randn(values.shape, generator=generator)
        for name, values in get_peft_model_state_dict(unet).items()
    }
    folder = tmp_path_factory.mktemp('style')
    StableDiffusionXLPipeline.save_lora_weights(folder, unet_lora_layers=layers)
    return folder / 'pytorch_lora_weights.safetensors'


def noise(unet):
    random = torch.Generator().manual_seed(8)
    latents, text, pooled = (
        torch.randn(1, *dims, generator=random) for dims in ((4, 16, 16), (77, 80), (48,))
    )
    added = {'text_embeds': pooled, 'time_ids': torch.tensor([[128.0] * 6])}
    with torch.no_grad():
        return unet(latents, 501, text, added_cond_kwargs=added).sample


def test_both_generators_with_the_style_merged(sources, style):
    original, merged = (load_base(sources['base']).unet for _ in range(2))
    plain = noise(merged)
    add_style(original, style)
    original.set_adapters(['style'], [STRENGTH])
    fuse_style(merged, style, STRENGTH)
    torch.testing.assert_close(noise(merged), noise(original), rtol=1e-4, atol=1e-4)
    assert (noise(merged) - plain).abs().max() > 1e-2

    _, lora = load_photomaker(sources['photomaker'])
    add_lora(original, lora)
    original.set_adapters(['style', 'photomaker'], [STRENGTH, 1.0])
    fuse_lora(merged, lora)
    torch.testing.assert_close(noise(merged), noise(original), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ('weights', 'sentence'),
    [
        ({'transformer.a.lora_A.weight': torch.ones(4, 4)}, 'changed nothing|no LoRA for this base'),
        (None, 'changes the text encoders too'),
    ],
)
def test_a_lora_that_does_not_belong_is_refused(sources, style, tmp_path, weights, sentence):
    if weights is None:
        part = 'text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora'
        ones = {f'{part}_A.weight': torch.ones(4, 32), f'{part}_B.weight': torch.ones(32, 4)}
        weights = load_file(style) | ones
    path = tmp_path / 'other.safetensors'
    save_file(weights, path)
    with pytest.raises(Refused, match=sentence):
        fuse_style(load_base(sources['base']).unet, path, 1.0)
