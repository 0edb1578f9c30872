"""A style LoRA in the weights is what diffusers makes of it as an adapter."""

import pytest
import torch
from adapters import add_file, fuse_file
from base import load_base
from photomaker import add_lora, fuse_lora, load_photomaker
from safetensors.torch import load_file, save_file
from sources import Refused

STRENGTH = 0.6


def noise(unet):
    random = torch.Generator().manual_seed(8)
    latents, text, pooled = (
        torch.randn(1, *dims, generator=random) for dims in ((4, 16, 16), (77, 80), (48,))
    )
    added = {'text_embeds': pooled, 'time_ids': torch.tensor([[128.0] * 6])}
    with torch.no_grad():
        return unet(latents, 501, text, added_cond_kwargs=added).sample


def test_both_generators_with_the_style_merged(sources, lora):
    original, merged = (load_base(sources['base']).unet for _ in range(2))
    plain = noise(merged)
    add_file(original, lora, 'style')
    original.set_adapters(['style'], [STRENGTH])
    fuse_file(merged, lora, STRENGTH)
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
def test_a_lora_that_does_not_belong_is_refused(sources, lora, tmp_path, weights, sentence):
    if weights is None:
        part = 'text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora'
        ones = {f'{part}_A.weight': torch.ones(4, 32), f'{part}_B.weight': torch.ones(32, 4)}
        weights = load_file(lora) | ones
    path = tmp_path / 'other.safetensors'
    save_file(weights, path)
    with pytest.raises(Refused, match=sentence):
        fuse_file(load_base(sources['base']).unet, path, 1.0)
