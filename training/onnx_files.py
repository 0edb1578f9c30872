"""How a bundle's ONNX files hold weights: matrices as int8, other large constants as float16. Written
and read back."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from decoder import LOOKED_UP
from identity_fusion import IdentityFusion

LARGE = 2**16  # bytes


def as_bytes(values, axis):
    """A matrix as int8 and the float32 scale of each row (axis 0) or column (axis 1)."""
    scale = np.abs(values).max(1 - axis, keepdims=True) / 127
    scale = np.where(scale == 0, 1, scale).astype(np.float32)
    return np.round(values / scale).astype(np.int8), scale


def store_small(path):
    """Matrices become int8 with a scale for each output, other large float32 constants float16.
    Cast and Mul stand behind them; onnxruntime folds both when it opens the file."""
    model = onnx.load(path)
    graph, casts, stored = model.graph, [], []
    # Gemm holds [out, in], MatMul [in, out].
    columns = {node.input[1] for node in graph.node if node.op_type == 'MatMul'}
    rows = {node.input[1] for node in graph.node if node.op_type == 'Gemm'}
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        name = tensor.name
        if tensor.data_type != TensorProto.FLOAT or values.size < 256:
            stored.append(tensor)
        elif values.ndim == 2 and name in columns | rows:
            whole, scale = as_bytes(values, axis=1 if name in columns else 0)
            stored.append(numpy_helper.from_array(whole, f'{name}_bytes'))
            stored.append(numpy_helper.from_array(scale, f'{name}_scale'))
            casts.append(
                helper.make_node('Cast', [f'{name}_bytes'], [f'{name}_whole'], to=TensorProto.FLOAT)
            )
            casts.append(helper.make_node('Mul', [f'{name}_whole', f'{name}_scale'], [name]))
        else:
            stored.append(numpy_helper.from_array(values.astype(np.float16), f'{name}_half'))
            casts.append(
                helper.make_node('Cast', [f'{name}_half'], [name], to=TensorProto.FLOAT)
            )
    nodes = [*casts, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(stored)
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def store_beside(path):
    """Large tensors move to a `.weights` file beside it, which onnxruntime maps instead of reading: memory holds only
    what was looked at, once for all processes."""
    where = {'location': f'{path.stem}.weights', 'size_threshold': LARGE}
    onnx.save_model(onnx.load(path), path, save_as_external_data=True, **where)


def rounded(network):
    """The network with its weights rounded as `store_small` does, so that PyTorch and ONNX agree."""
    outputs = {id(m.weight): 0 for m in network.modules() if isinstance(m, nn.Linear)}
    outputs |= {id(m.directions): 1 for m in network.modules() if isinstance(m, IdentityFusion)}
    with torch.no_grad():
        for p in network.parameters():
            if id(p) in outputs and p.numel() >= 256:
                whole, scale = as_bytes(p.numpy(), axis=outputs[id(p)])
                p.copy_(torch.from_numpy(whole * scale))
            elif p.numel() >= 256:
                p.copy_(p.half().float())
    return network.eval()


def read_weights(path):
    """Weights by name, as `export.py` stored them; of a MatMul or an Add by the module that does it."""
    graph = onnx.load(path).graph
    stored = {t.name: numpy_helper.to_array(t).astype(np.float32) for t in graph.initializer}
    whole = {}
    for name, values in stored.items():
        if name.endswith('_bytes'):
            whole[name.removesuffix('_bytes')] = values * stored[name.replace('_bytes', '_scale')]
        elif not name.endswith('_scale'):
            whole[name.removesuffix('_half')] = values
    for node in graph.node:
        if node.op_type in ('MatMul', 'Add') and node.input[1] in whole:
            module = node.name.removeprefix('/').rpartition('/')[0].replace('/', '.')
            values = whole[node.input[1]]
            if node.op_type == 'MatMul':
                whole[f'{module}.weight'] = values.T
            elif 'gather.' in module:
                # Stored as what it takes from attention: two neighbouring columns are 1 apart.
                whole[f'{module}.nearness'] = -values[:, 0, 1]
    return {name: torch.from_numpy(values.copy()) for name, values in whole.items()}


def read_codes(path):
    """Codes by name of what a decoder's file looks drawn parts up in, in the order of `LOOKED_UP`."""
    graph = onnx.load(path).graph
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    by = {node.output[0]: node for node in graph.node}
    products = [by[node.input[0]] for node in graph.node if node.op_type == 'ArgMax']
    tables = [stored[node.input[1]].T for node in products if node.input[1] in stored]
    # The file reads three people one after the other: the first has everything.
    tables = tables[: len(LOOKED_UP)]
    return {n: torch.from_numpy(t.copy()) for n, t in zip(LOOKED_UP, tables, strict=True)}
