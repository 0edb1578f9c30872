"""Judges of pictures, which draw none: CLIP for pictures and words, a recogniser of faces."""

import json

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import nn
from transformers import CLIPModel

from manifest import CLIP_DEVIATION, CLIP_MEAN
from networks import Exporter, batch
from onnx_session import open_session
from sources import Refused, require_safetensors

# What the bundle says of the usual ones; the user's own JSON says it otherwise.
JUDGES = [
    {
        'what': 'judge: scorer of pictures and words', 'by': 'CLIP, OpenAI', 'licence': 'MIT',
        'url': 'https://github.com/openai/CLIP',
    },
    {
        'what': 'judge: recogniser of faces', 'by': 'InsightFace',
        'licence': 'non-commercial research only',
        'url': 'https://github.com/deepinsight/insightface#license',
    },
]  # fmt: skip
WORDS = 77
ALMOST = 1e-4  # what ONNX Runtime may differ by from itself, in another graph


class ImageScorer(nn.Module):
    """`images` [N, 3, H, W], prepared as CLIP wants them -> `embedding` [N, D] of length 1."""

    def __init__(self, clip):
        super().__init__()
        self.network, self.projection = clip.vision_model, clip.visual_projection

    def forward(self, images):
        return of_length_1(self.projection(self.network(pixel_values=images).pooler_output))


class TextScorer(nn.Module):
    """`input_ids` [N, 77], padded with the end token -> `embedding` [N, D] of length 1."""

    def __init__(self, clip):
        super().__init__()
        self.network, self.projection = clip.text_model, clip.text_projection

    def forward(self, input_ids):
        return of_length_1(self.projection(self.network(input_ids=input_ids).pooler_output))


def of_length_1(vectors):
    return vectors / vectors.norm(dim=-1, keepdim=True)


def load_scorer(folder, pieces):
    """CLIP as transformers publishes it; Refused when it reads other words than a bundle whose
    vocabulary has that many pieces."""
    require_safetensors(folder)
    clip = CLIPModel.from_pretrained(
        folder, local_files_only=True, use_safetensors=True, attn_implementation='eager',
        dtype=torch.float32,
    )  # fmt: skip
    text = clip.config.text_config
    if (text.vocab_size, text.max_position_embeddings) != (pieces, WORDS):
        raise Refused(
            f'{folder} reads {text.max_position_embeddings} of {text.vocab_size} pieces, and the '
            f'base model {WORDS} of {pieces}: a judge has to read the same words'
        )
    return clip.eval()


def load_recogniser(path):
    """A recogniser as InsightFace publishes them: one picture in, one vector out."""
    try:
        model = onnx.load(path)
    except Exception as error:
        raise Refused(f'{path} is no ONNX file: {error}') from error
    graph = model.graph
    stored = {tensor.name for tensor in graph.initializer}
    inputs = [one for one in graph.input if one.name not in stored]
    shapes = [[d.dim_value for d in one.type.tensor_type.shape.dim] for one in inputs]
    square = len(shapes) == 1 and len(shapes[0]) == 4 and shapes[0][2] == shapes[0][3] > 0
    if not square or shapes[0][1] != 3 or len(graph.output) != 1:
        raise Refused(f'{path} is no recogniser: it takes {shapes} and gives {len(graph.output)}')
    return model, inputs[0], shapes[0][2]


def renamed(model, given):
    """The same network, which takes any number of `faces` and gives `embedding` of length 1."""
    graph = model.graph
    old, raw = given.name, graph.output[0].name
    for node in graph.node:
        for i, name in enumerate(node.input):
            if name == old:
                node.input[i] = 'faces'
    given.name = 'faces'
    given.type.tensor_type.shape.dim[0].dim_param = 'batch'
    graph.node.append(helper.make_node('LpNormalization', [raw], ['embedding'], axis=1, p=2))
    del graph.output[:]
    graph.output.append(
        helper.make_tensor_value_info('embedding', TensorProto.FLOAT, ['batch', None])
    )
    return model


def export_recogniser(exporter, path):
    model, given, side = load_recogniser(path)
    name = given.name
    faces = np.random.default_rng(0).uniform(-1, 1, (1, 3, side, side)).astype(np.float32)
    (wanted,) = open_session(path).run(None, {name: faces})
    made = exporter.folder / 'recogniser.onnx'
    model = renamed(model, given)
    exporter.weights.store(model, 'recogniser.weights')
    onnx.save(model, made)
    (found,) = open_session(made).run(None, {'faces': faces})
    worst = float(np.abs(found - wanted / np.linalg.norm(wanted, axis=1, keepdims=True)).max())
    if not worst < ALMOST:
        raise ValueError(f'{made.name} differs from {path} by {worst:.1e}')
    print(f'recogniser: differs from its source by {worst:.1e}', flush=True)
    half = [0.5, 0.5, 0.5]
    return {
        'file': f'judges/{made.name}',
        'input': {
            'width': side, 'height': side, 'filter': 'bilinear', 'mean': half, 'deviation': half,
        },
    }  # fmt: skip


def export_judges(scorer, recogniser, folder):
    """The judges as bundle.json lists them, always in fp32; `folder` has the vocabulary."""
    pieces = len(json.loads((folder / 'vocab.json').read_text()))
    clip = load_scorer(scorer, pieces)
    (folder / 'judges').mkdir()
    exporter = Exporter(folder / 'judges', torch.float32)
    side = clip.config.vision_config.image_size
    images = {'images': torch.randn(2, 3, side, side)}
    ids = torch.randint(0, pieces - 1, (2, WORDS))
    ids[0, 7:] = ids[1, 40:] = pieces - 1
    out = ['embedding']
    add = exporter.add
    about = {
        'imageScorer': add('image-scorer', ImageScorer(clip), images, out, batch('images', *out)),
        'textScorer': add(
            'text-scorer', TextScorer(clip), {'input_ids': ids}, out, batch('input_ids', *out)
        ),
    }
    found = {name: {'file': f'judges/{judge["file"]}'} for name, judge in about.items()}
    found['imageScorer']['input'] = {
        'width': side, 'height': side, 'filter': 'bicubic',
        'mean': list(CLIP_MEAN), 'deviation': list(CLIP_DEVIATION),
    }  # fmt: skip
    return {'recogniser': export_recogniser(exporter, recogniser), **found}
