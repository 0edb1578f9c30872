"""A style LoRA in the weights is what diffusers makes of it as an adapter."""

import pytest
import torch
from adapters import add_to_unet, fuse_style, read_lora
from base import load_base
from photomaker import add_lora, fuse_lora, load_photomaker
from safetensors.torch import load_file, save_file
from single_file import unet_name
from sources import Refused
from test_export import export, run

STRENGTH = 0.6
RANDOM = torch.Generator().manual_seed(8)
LATENTS, TEXT, POOLED = (
    torch.randn(1, *dims, generator=RANDOM) for dims in ((4, 16, 16), (77, 80), (48,))
)
TIMESTEP, TIME_IDS = 501, torch.tensor([[128.0] * 6])


def noise(unet):
    added = {'text_embeds': POOLED, 'time_ids': TIME_IDS}
    with torch.no_grad():
        return unet(LATENTS, TIMESTEP, TEXT, added_cond_kwargs=added).sample


def noise_of_file(path):
    feeds = {'latents': LATENTS, 'prompt_embeds': TEXT, 'pooled': POOLED, 'time_ids': TIME_IDS}
    plain = {name: torch.ones(()) for name in ('s1', 's2', 'b1', 'b2')}
    # One zero stands for all that no ControlNet adds.
    added = {name: torch.zeros(1, 1, 1, 1) for name in ('mid', *(f'down_{i}' for i in range(9)))}
    feeds |= {'timestep': torch.tensor([float(TIMESTEP)]), **plain, **added}
    return torch.from_numpy(run(path, {name: value.numpy() for name, value in feeds.items()}))


def test_both_generators_with_the_style_merged(sources, lora):
    base = load_base(sources['base'])
    original, merged = load_base(sources['base']).unet, base.unet
    plain = noise(merged)
    add_to_unet(original, read_lora(lora), 'style')
    original.set_adapters(['style'], [STRENGTH])
    fuse_style(base, lora, STRENGTH)
    torch.testing.assert_close(noise(merged), noise(original), rtol=1e-4, atol=1e-4)
    assert (noise(merged) - plain).abs().max() > 1e-2

    _, lora = load_photomaker(sources['photomaker'])
    add_lora(original, lora)
    original.set_adapters(['style', 'photomaker'], [STRENGTH, 1.0])
    fuse_lora(merged, lora)
    torch.testing.assert_close(noise(merged), noise(original), rtol=1e-4, atol=1e-4)


def test_the_command_writes_both_generators_with_the_style(sources, lora, tmp_path):
    out = tmp_path / 'bundle'
    done = export('--tiny', '--dtype', 'fp32', '--style', lora, '--style-strength', STRENGTH, '--out', out)
    assert done.returncode == 0, done.stderr
    unet = load_base(sources['base']).unet
    add_to_unet(unet, read_lora(lora), 'style')
    unet.set_adapters(['style'], [STRENGTH])
    torch.testing.assert_close(noise_of_file(out / 'denoiser.onnx'), noise(unet), rtol=1e-3, atol=1e-3)
    add_lora(unet, load_photomaker(sources['photomaker'])[1])
    unet.set_adapters(['style', 'photomaker'], [STRENGTH, 1.0])
    identity = noise_of_file(out / 'identity-denoiser.onnx')
    torch.testing.assert_close(identity, noise(unet), rtol=1e-3, atol=1e-3)


def kohya(path):
    """The same LoRA as kohya's trainer writes SDXL's: the names that the family was published with, `_`
    for `.`, and twice the rank as alpha."""
    tensors = {}
    for name, value in load_file(path).items():
        layer, _, factor = name.removeprefix('unet.').partition('.lora_')
        prefix = f'lora_unet_{unet_name(layer).replace(".", "_")}'
        end = {'A.weight': 'lora_down.weight', 'B.weight': 'lora_up.weight'}[factor]
        tensors |= {f'{prefix}.{end}': value, f'{prefix}.alpha': torch.tensor(8.0)}
    return tensors


def test_the_names_of_kohya_mean_the_same_layers_and_alpha_counts(sources, lora, tmp_path):
    twice, kohyas = (load_base(sources['base']) for _ in range(2))
    save_file(kohya(lora), tmp_path / 'style.safetensors')
    fuse_style(twice, lora, 2 * STRENGTH)
    fuse_style(kohyas, tmp_path / 'style.safetensors', STRENGTH)
    torch.testing.assert_close(noise(kohyas.unet), noise(twice.unet), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    'name', ['transformer.a.lora_A.weight', 'unet.a.lora_A.weight', 'unet.a.lokr_w1']
)
def test_what_does_not_belong_is_refused_whole(sources, lora, tmp_path, name):
    path = tmp_path / 'other.safetensors'
    save_file(load_file(lora) | {name: torch.ones(4, 4)}, path)
    with pytest.raises(Refused, match='merged in part|no LoRA for this base model|is a LoKr'):
        fuse_style(load_base(sources['base']), path, STRENGTH)
