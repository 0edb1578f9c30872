"""Judges are an optional part of a bundle: CLIP and a recogniser, both or none."""

import json
import shutil

import numpy as np
import onnx
import pytest
from judges import export_judges, load_recogniser
from onnx import TensorProto, helper
from onnx_session import open_session
from sources import Refused
from test_export import export
from tiny_judges import write_judges, write_scorer


@pytest.fixture(scope='module')
def judges(sources):
    return write_judges(sources['base'].parent, seed=0)


@pytest.fixture
def folder(tmp_path, bundle):
    """Where an export is being made: the vocabulary is there."""
    shutil.copy(bundle / 'vocab.json', tmp_path)
    return tmp_path


def run(path, **feeds):
    session = open_session(path)
    return session.run(None, feeds)[0]


def test_what_is_committed_is_listed_with_its_checksums(bundle):
    described = json.loads((bundle / 'bundle.json').read_text())
    there = {p.relative_to(bundle).as_posix() for p in bundle.rglob('*') if p.is_file()}
    assert set(described['files']) == there - {'bundle.json'}
    assert all(judge['file'] in there for judge in described['judges'].values())
    assert 'face' in described['networks']['layout']['detector']['phrases']


def test_several_faces_at_once_are_judged_one_by_one(folder, judges):
    about = export_judges(**judges, folder=folder)
    side = about['recogniser']['input']['width']
    faces = np.random.default_rng(1).uniform(-1, 1, (3, 3, side, side)).astype(np.float32)
    made = folder / about['recogniser']['file']
    together = run(made, faces=faces)
    for i, face in enumerate(faces):
        alone = run(judges['recogniser'], **{'input.1': face[None]})
        assert np.allclose(together[i], alone[0] / np.linalg.norm(alone), atol=1e-6)


def test_a_scorer_of_other_words_is_refused(folder, judges, tmp_path):
    write_scorer(tmp_path / 'other', 600)
    with pytest.raises(Refused, match='reads 77 of 600 pieces, and the base model 77 of'):
        export_judges(tmp_path / 'other', judges['recogniser'], folder)


def test_what_is_no_recogniser_is_refused(tmp_path):
    (tmp_path / 'broken.onnx').write_bytes(b'no model')
    with pytest.raises(Refused, match=r'broken.onnx is no ONNX file'):
        load_recogniser(tmp_path / 'broken.onnx')
    flat = helper.make_tensor_value_info('x', TensorProto.FLOAT, [1, 7])
    out = helper.make_tensor_value_info('y', TensorProto.FLOAT, [1, 7])
    node = helper.make_node('Identity', ['x'], ['y'])
    onnx.save(helper.make_model(helper.make_graph([node], 'g', [flat], [out])), tmp_path / 'flat.onnx')
    with pytest.raises(Refused, match=r'flat.onnx is no recogniser: it takes \[\[1, 7\]\]'):
        load_recogniser(tmp_path / 'flat.onnx')


@pytest.mark.parametrize(
    ('arguments', 'sentence'),
    [
        (('--tiny', '--scorer', 'clip'), '--scorer and --recogniser judge together'),
        (('--judges', '--base', 'a'), 'needs --photomaker, --detector, --segmenter'),
    ],
)
def test_half_of_the_judges_is_refused(tmp_path, arguments, sentence):
    done = export('--out', tmp_path / 'bundle', *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
