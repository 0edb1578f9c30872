"""What is read of published weights, and what is refused."""

import pickle
import re

import pytest
import torch
from base import load_base
from photomaker import load_photomaker
from safetensors.torch import save_file
from single_file import write_single_file
from sources import Refused, load_tensors, require_safetensors


class Harmful:
    """Opened as a pickle, it writes a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), 'w'))


@pytest.mark.parametrize('write', [torch.save, lambda c, p: p.write_bytes(pickle.dumps(c))])
def test_a_pickle_with_code_is_refused_and_does_not_run(tmp_path, write):
    harm, path = tmp_path / 'harm', tmp_path / 'photomaker-v1.bin'
    write({'id_encoder': {}, 'lora_weights': Harmful(harm)}, path)
    with pytest.raises(Refused, match='holds more than tensors: opening it could run code'):
        load_photomaker(path)
    assert not harm.exists()


def test_a_pickle_of_tensors_is_read_and_it_is_said(tmp_path, capsys):
    path = tmp_path / 'weights.bin'
    torch.save({'a': torch.ones(2)}, path)
    assert load_tensors(path)['a'].tolist() == [1, 1]
    assert 'weights.bin is a pickle; it was read with weights only' in capsys.readouterr().out


def test_a_folder_of_pickles_is_refused(tmp_path):
    (tmp_path / 'model.bin').write_bytes(b'')
    with pytest.raises(Refused, match=r'holds pickles \(model.bin\) and no .safetensors'):
        require_safetensors(tmp_path)


@pytest.mark.parametrize(
    ('read', 'sentence'),
    [
        (lambda f: require_safetensors(f), 'holds no .safetensors files'),
        (lambda f: require_safetensors(f / 'none'), 'none is no folder'),
        (lambda f: load_tensors(f / 'none.safetensors'), 'none.safetensors is no file'),
        (lambda f: load_base(f / 'model.ckpt'), 'neither a diffusers folder nor a .safetensors'),
    ],
)
def test_what_is_not_there_is_refused(tmp_path, read, sentence):
    with pytest.raises(Refused, match=re.escape(sentence)):
        read(tmp_path)


def test_other_weights_are_not_photomaker(tmp_path):
    path = tmp_path / 'other.safetensors'
    save_file({'unet.a': torch.ones(1)}, path)
    with pytest.raises(Refused, match='is not PhotoMaker: it must hold id_encoder and lora_weights'):
        load_photomaker(path)


def test_the_second_version_of_photomaker_is_refused(tmp_path, sources):
    content = torch.load(sources['photomaker'], weights_only=True)
    content['id_encoder']['qformer_perceiver.token_norm.weight'] = torch.ones(1)
    torch.save(content, tmp_path / 'photomaker-v2.bin')
    with pytest.raises(Refused, match='is not version 1'):
        load_photomaker(tmp_path / 'photomaker-v2.bin')


def test_photomaker_as_safetensors_is_the_same(tmp_path, sources):
    content = torch.load(sources['photomaker'], weights_only=True)
    flat = {f'{part}.{k}': v.contiguous() for part, s in content.items() for k, v in s.items()}
    save_file(flat, tmp_path / 'photomaker-v1.safetensors')
    safe, safe_lora = load_photomaker(tmp_path / 'photomaker-v1.safetensors')
    encoder, lora = load_photomaker(sources['photomaker'])
    pixels = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        assert torch.equal(safe(pixels), encoder(pixels))
    assert {k: v.sum() for k, v in safe_lora.items()} == {k: v.sum() for k, v in lora.items()}


def test_one_safetensors_file_as_the_family_is_published(tmp_path, sources):
    path = tmp_path / 'model.safetensors'
    write_single_file(sources['base'], path)
    one, folder = load_base(path, config=sources['base']), load_base(sources['base'])
    ids = torch.tensor([[3, 5, 8, 2]])
    with torch.no_grad():
        for name in ('text_encoder', 'text_encoder_2'):
            a, b = (getattr(base, name)(ids, output_hidden_states=True) for base in (one, folder))
            torch.testing.assert_close(a.hidden_states[-2], b.hidden_states[-2])
    for name in ('unet', 'vae'):
        a, b = (getattr(base, name).state_dict() for base in (one, folder))
        assert a.keys() == b.keys()
        for key in a:
            assert torch.equal(a[key], b[key]), key
