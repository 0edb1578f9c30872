"""The whole command, on tiny networks."""

import json
import subprocess
import sys

import numpy as np
import onnx
import pytest
from conftest import ROOT
from diffusers import EulerDiscreteScheduler
from manifest import bundle_json
from networks import export_networks, read_licences
from onnx import TensorProto
from onnx_session import open_session
from tiny import IMAGE


def export(*arguments):
    command = [sys.executable, ROOT / 'export/main.py', *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope='module')
def half(tmp_path_factory):
    """The same networks as the committed bundle's, in fp16."""
    out = tmp_path_factory.mktemp('half') / 'bundle'
    done = export('--tiny', '--dtype', 'fp16', '--out', out)
    assert done.returncode == 0, done.stderr
    return out


def large(path):
    """Data types of a file's large tensors."""
    model = onnx.load(path, load_external_data=False)
    external = [t for t in model.graph.initializer if t.data_location == TensorProto.EXTERNAL]
    return {t.data_type for t in external}


def run(path, feeds):
    session = open_session(path)
    types = {'tensor(float16)': np.float16, 'tensor(float)': np.float32}
    feeds = {i.name: feeds[i.name].astype(types[i.type]) for i in session.get_inputs()}
    return session.run(None, feeds)[0].astype(np.float32)


def test_networks_are_halved_but_not_the_vae_nor_the_layout(half):
    halved = (
        'text-encoder', 'denoiser', 'control-net', 'identity-denoiser', 'identity-encoder',
        'identity-fusion',
    )  # fmt: skip
    for name in halved:
        assert large(half / f'{name}.onnx') == {TensorProto.FLOAT16}, name
    for name in ('decoder', 'preview-decoder', 'detector', 'segmenter-image', 'segmenter-masks'):
        assert TensorProto.FLOAT16 not in large(half / f'{name}.onnx'), name


def test_a_halved_unet_says_nearly_the_same(half, bundle):
    random = np.random.default_rng(4)
    feeds = {
        'latents': random.standard_normal((2, 4, 16, 16)),
        'timestep': np.array([981.0, 21.0]),
        'prompt_embeds': random.standard_normal((2, 77, 80)),
        'pooled': random.standard_normal((2, 48)),
        'time_ids': np.array([[128, 128, 0, 0, 128, 128]] * 2, dtype=float),
        **{name: np.array(1.0) for name in ('s1', 's2', 'b1', 'b2')},
        # One zero stands for all that no ControlNet adds.
        **{name: np.zeros((1, 1, 1, 1)) for name in ('mid', *(f'down_{i}' for i in range(9)))},
    }
    for name in ('denoiser', 'identity-denoiser'):
        exact, found = (run(folder / f'{name}.onnx', feeds) for folder in (bundle, half))
        assert np.isfinite(found).all()
        assert np.abs(found - exact).max() < 3e-2 * np.abs(exact).max()


def test_the_second_unet_stores_only_what_differs(half):
    model = onnx.load(half / 'identity-denoiser.onnx', load_external_data=False)
    places = [e.value for t in model.graph.initializer for e in t.external_data if e.key == 'location']
    assert set(places) == {'denoiser.weights', 'identity-denoiser.weights'}
    sizes = {name: (half / f'{name}.weights').stat().st_size for name in ('denoiser', 'identity-denoiser')}
    assert sizes['identity-denoiser'] < sizes['denoiser'] / 2


def test_without_a_controlnet_the_unet_has_no_inputs_for_one(tmp_path, sources, bundle):
    absent = dict.fromkeys(('controlnet', 'style', 'distilled', 'scorer'))
    plain = {**sources, **absent}
    networks, _ = export_networks(plain, tmp_path, IMAGE, 'fp32')
    assert 'controlNet' not in networks and not (tmp_path / 'control-net.onnx').exists()
    inputs = [[i.name for i in graph_of(f / 'denoiser.onnx').input] for f in (tmp_path, bundle)]
    assert inputs[1][: len(inputs[0])] == inputs[0]
    assert inputs[1][len(inputs[0]) :] == [*(f'down_{i}' for i in range(9)), 'mid']
    same = [(f / 'denoiser.weights').read_bytes() for f in (tmp_path, bundle)]
    assert same[0] == same[1]
    assert 'conditioningScale' not in described(networks)['defaults']
    assert described({**networks, 'controlNet': {}})['defaults']['conditioningScale'] == 1


def described(networks):
    scheduler = EulerDiscreteScheduler()
    return bundle_json('b', '1', IMAGE, scheduler, {}, networks, {}, {}, 'published', None, None)


def graph_of(path):
    return onnx.load(path, load_external_data=False).graph


@pytest.mark.parametrize(('has', 'whose'), [(False, "model's licence was"), (True, "ControlNet's licences were")])
def test_licences_that_nobody_stated_are_said_to_be_so(has, whose):
    assert f'{whose} not stated' in read_licences(None, tiny=False, has_controlnet=has)['weights']


def test_every_file_has_its_checksum(half):
    described = json.loads((half / 'bundle.json').read_text())['files']
    there = {p.name for p in half.iterdir()} - {'bundle.json'}
    assert set(described) == there


@pytest.mark.parametrize(
    ('arguments', 'sentence'),
    [
        ((), 'needs --base, --photomaker, --detector, --segmenter (or --tiny)'),
        (('--tiny', '--image', '100'), '--image must be a multiple of 64'),
    ],
)
def test_a_command_that_lacks_something_is_refused(tmp_path, arguments, sentence):
    done = export('--out', tmp_path / 'bundle', *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / 'mine').write_text('mine')
    done = export('--tiny', '--out', tmp_path)
    assert (done.returncode, [p.name for p in tmp_path.iterdir()]) == (2, ['mine'])


def test_a_refused_source_ends_in_a_sentence_and_leaves_nothing(tmp_path, sources):
    folder = tmp_path / 'pickles'
    folder.mkdir()
    (folder / 'model.bin').write_bytes(b'')
    parts = [a for name in ('photomaker', 'detector', 'segmenter') for a in (f'--{name}', sources[name])]
    done = export('--out', tmp_path / 'bundle', '--base', folder, *parts)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f'{folder} holds pickles (model.bin)')
    assert not (tmp_path / 'bundle').exists()
