"""ONNX files: written, their large tensors beside them and each stored once, and checked."""

import hashlib
import math
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper

from onnx_session import open_session

OPSET = 18
SMALL = 1024  # bytes; what is smaller stays in the graph
PAGE = 4096  # alignment of large tensors, so that a file can be mapped into memory
LINE = 64


class Weights:
    """Tensors of a bundle by what they hold: equal ones share one place in one file."""

    def __init__(self, folder):
        self.folder = folder
        self.places = {}
        self.shared = 0  # bytes that were there already

    def store(self, model, file):
        """Moves the model's large tensors out, into `file` where they are new."""
        with (self.folder / file).open('ab') as out:
            for tensor in model.graph.initializer:
                content = numpy_helper.to_array(tensor).tobytes()
                if len(content) < SMALL:
                    continue
                key = (tensor.data_type, hashlib.sha256(content).digest())
                if key in self.places:
                    self.shared += len(content)
                else:
                    step = PAGE if len(content) >= 256 * PAGE else LINE
                    out.write(b'\0' * (-out.tell() % step))
                    self.places[key] = (file, out.tell(), len(content))
                    out.write(content)
                point_to(tensor, *self.places[key])
        if (self.folder / file).stat().st_size == 0:
            (self.folder / file).unlink()


def point_to(tensor, file, offset, length):
    del tensor.external_data[:]
    for field in ('raw_data', 'float_data', 'int32_data', 'int64_data', 'double_data'):
        tensor.ClearField(field)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {'location': file, 'offset': offset, 'length': length}.items():
        tensor.external_data.add(key=key, value=str(value))


def export(module, inputs, outputs, axes, path, weights=None):
    """Traces the module with `inputs` (names to tensors) and writes it to `path`; its tensors go
    to `weights` when given, else they stay inside. `axes` names the dims that may change."""
    with tempfile.TemporaryDirectory(dir=path.parent) as made, warnings.catch_warnings():
        warnings.simplefilter('ignore')
        traced = Path(made) / path.name
        with torch.no_grad():
            torch.onnx.export(
                module, tuple(inputs.values()), traced, input_names=list(inputs),
                output_names=outputs, dynamic_axes=axes, opset_version=OPSET, dynamo=False,
            )  # fmt: skip
        model = onnx.load(traced)
    for node in model.graph.node:
        node.ClearField('doc_string')
        single(node)
    if weights is not None:
        weights.store(model, f'{path.stem}.weights')
    onnx.save(model, path)


def single(node):
    """Tracing writes divided whole numbers as doubles where PyTorch has floats."""
    for attribute in node.attribute:
        if node.op_type == 'Cast' and attribute.i == TensorProto.DOUBLE:
            attribute.i = TensorProto.FLOAT
        if attribute.t.data_type == TensorProto.DOUBLE:
            values = numpy_helper.to_array(attribute.t).astype(np.float32)
            attribute.t.CopyFrom(numpy_helper.from_array(values))


def check(module, inputs, outputs, path, tolerance):
    """The largest difference between the file and the module, in parts of the largest value;
    ValueError when it is above the tolerance."""
    with torch.no_grad():
        expected = module(*inputs.values())
    expected = expected if isinstance(expected, tuple) else (expected,)
    session = open_session(path)
    known = {needed.name for needed in session.get_inputs()}
    feeds = {name: value.numpy() for name, value in inputs.items() if name in known}
    worst = 0.0
    for name, found, wanted in zip(outputs, session.run(outputs, feeds), expected, strict=True):
        wanted = wanted.float().numpy()
        difference = float(np.abs(found.astype(np.float32) - wanted).max())
        part = difference / max(float(np.abs(wanted).max()), 1e-9)
        if not math.isfinite(part) or part > tolerance:
            raise ValueError(f'{name} of {path.name} differs from PyTorch by {part:.1e}')
        worst = max(worst, part)
    return worst


def digest(path):
    """sha256 and size of a file, read piece by piece."""
    with path.open('rb') as content:
        sha256 = hashlib.file_digest(content, 'sha256').hexdigest()
    return {'sha256': sha256, 'bytes': path.stat().st_size}
