"""A style's part for the text encoders, merged, is what it says beside every layer that it changes."""

import json
import re

import pytest
import torch
from adapters import fuse_steps, fuse_style
from base import load_base
from networks import Exporter, export_text_encoders
from onnx_session import open_session
from safetensors.torch import load_file, save_file
from sources import Refused

STRENGTH, RANK, ALPHA = 0.6, 4, 6.0
PARTS = ('text_encoder', 'text_encoder_2')
LAYERS = (
    'encoder.layers.0.self_attn.q_proj', 'encoder.layers.1.self_attn.out_proj',
    'encoder.layers.1.mlp.fc1',
)  # fmt: skip
IDS = torch.tensor([[3, 5, 8, 2], [9, 4, 2, 2]])


@pytest.fixture
def base(sources):
    return load_base(sources['base'])


def layer_of(base, part, layer):
    encoder = getattr(base, part)
    return getattr(encoder, 'text_model', encoder).get_submodule(layer)


@pytest.fixture
def factors(base):
    """(down, up) of each changed layer of each encoder."""
    generator = torch.Generator().manual_seed(4)
    random = lambda *dims: 0.3 * torch.randn(dims, generator=generator)  # noqa: E731
    layers = {(part, layer): layer_of(base, part, layer) for part in PARTS for layer in LAYERS}
    return {
        at: (random(RANK, linear.in_features), random(linear.out_features, RANK))
        for at, linear in layers.items()
    }


def kohya(factors):
    tensors = {}
    for (part, layer), (down, up) in factors.items():
        number = PARTS.index(part) + 1
        name = f'lora_te{number}_text_model_{layer.replace(".", "_")}'
        tensors |= {f'{name}.lora_down.weight': down, f'{name}.lora_up.weight': up}
        tensors[f'{name}.alpha'] = torch.tensor(ALPHA)
    return tensors, None


def peft(factors):
    tensors = {}
    for (part, layer), (down, up) in factors.items():
        name = f'{part}.text_model.{layer}'
        tensors |= {f'{name}.lora_A.weight': down, f'{name}.lora_B.weight': up}
    settings = {f'{part}.{k}': v for part in PARTS for k, v in {'r': RANK, 'lora_alpha': ALPHA}.items()}
    return tensors, {'lora_adapter_metadata': json.dumps(settings)}


def older(factors):
    """diffusers before peft: no alpha, so that it is the rank; attention by names of its own."""
    tensors = {}
    for (part, layer), (down, up) in factors.items():
        name = f'{part}.text_model.{layer}.lora_linear_layer'
        name = re.sub(r'\.(q|out)_proj\.lora_linear_layer', r'.to_\1_lora', name)
        tensors |= {f'{name}.down.weight': down, f'{name}.up.weight': ALPHA / RANK * up}
    return tensors, None


def with_factors(base, factors):
    """Every changed layer with the LoRA beside it, as it was trained."""
    for at, (down, up) in factors.items():
        layer_of(base, *at).register_forward_hook(
            lambda _, inputs, out, a=down, b=up: out + STRENGTH * ALPHA / RANK * inputs[0] @ a.T @ b.T
        )
    return base


def encode(base):
    with torch.no_grad():
        found = [getattr(base, part)(IDS, output_hidden_states=True) for part in PARTS]
    return *(f.hidden_states[-2] for f in found), found[1].text_embeds


@pytest.mark.parametrize('form', [kohya, peft, older])
def test_merged_it_is_what_it_is_beside_the_layers(base, sources, factors, tmp_path, form):
    plain = encode(base)
    tensors, about = form(factors)
    save_file(tensors, tmp_path / 'style.safetensors', about)
    fuse_style(base, tmp_path / 'style.safetensors', STRENGTH)
    wanted = encode(with_factors(load_base(sources['base']), factors))
    for merged, beside, before in zip(encode(base), wanted, plain, strict=True):
        torch.testing.assert_close(merged, beside, rtol=1e-4, atol=1e-4)
        assert (merged - before).abs().max() > 1e-2


def test_a_style_of_everything_reaches_the_graph_and_the_unet(
    base, bundle, factors, lora, tmp_path
):
    unet = base.unet.state_dict()['mid_block.attentions.0.transformer_blocks.0.attn1.to_q.weight']
    before = unet.clone()
    save_file(kohya_beside(load_file(lora), factors), tmp_path / 'style.safetensors')
    fuse_style(base, tmp_path / 'style.safetensors', STRENGTH)
    assert (unet - before).abs().max() > 1e-3
    export_text_encoders(Exporter(tmp_path, torch.float32), base)
    session = open_session(tmp_path / 'text-encoder.onnx')
    ids = torch.full((2, 77), 2)
    ids[:, :4] = IDS
    said = session.run(['pooled'], {'input_ids': ids.numpy()})[0]
    plain = open_session(bundle / 'text-encoder.onnx')
    assert abs(said - plain.run(['pooled'], {'input_ids': ids.numpy()})[0]).max() > 1e-2


def kohya_beside(unet, factors):
    """Both namings in one file, as some tools leave it."""
    return unet | kohya(factors)[0]


@pytest.mark.parametrize(
    ('change', 'about', 'sentence'),
    [
        ({'text_encoder.a.hada_w1_a': torch.ones(4, 4)}, None, 'is a LoHa'),
        ({'text_encoder.a.bias': torch.ones(4)}, None, 'not known: text_encoder.a.bias'),
        ({'lora_te_a.lora_down.weight': torch.ones(4, 32)}, None, 'not known: lora_te_a'),
        ({'lora_te1_a.lora_down.weight': torch.ones(4, 32)}, None, 'half of a LoRA .*: a'),
        (
            {'text_encoder.a.lora_A.weight': torch.ones(4, 32), 'text_encoder.a.lora_B.weight': torch.ones(32, 4)},
            None, 'for another text encoder than this base model has: a',
        ),
        (
            {f'lora_te1_{LAYERS[0].replace(".", "_")}.lora_up.weight': torch.ones(31, 4),
             f'lora_te1_{LAYERS[0].replace(".", "_")}.lora_down.weight': torch.ones(4, 32)},
            None, 'for another text encoder',
        ),
        ({'lora_te1_a.dora_scale': torch.ones(4)}, None, 'is a DoRA'),
        (
            {'text_encoder.a.lora_A.weight': torch.ones(4, 4)},
            {'lora_adapter_metadata': '{"text_encoder.use_rslora": true}'},
            'trained with use_rslora, which is not known',
        ),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(base, tmp_path, change, about, sentence):
    save_file(change, tmp_path / 'style.safetensors', about)
    with pytest.raises(Refused, match=sentence):
        fuse_style(base, tmp_path / 'style.safetensors', STRENGTH)


def test_few_steps_do_not_change_words(base, factors, tmp_path):
    save_file(kohya(factors)[0], tmp_path / 'steps.safetensors')
    with pytest.raises(Refused, match='a LoRA of few steps has no business there'):
        fuse_steps(base, tmp_path / 'steps.safetensors')
