"""Rows of a batch one after the other, in an ONNX file: memory holds what one of them needs."""

import tempfile
from pathlib import Path

import onnx
import torch
from onnx import helper
from torch import nn

# Stands in a file for what each row is to go through, until `loop` puts that there.
DOMAIN, STAND_IN = 'troupe', 'OneByOne'


class OneByOne(torch.autograd.Function):
    """`module` of tensors [M, ...], whose results are [M, *module.dims]; in an exported file a stand-in
    for it."""

    @staticmethod
    def forward(ctx, module, *values):
        if torch.onnx.is_in_onnx_export():
            return torch.zeros(len(values[0]), *module.dims)
        return module(*values)

    @staticmethod
    def symbolic(graph, module, *values):
        return graph.op(f'{DOMAIN}::{STAND_IN}', *values)


def loop(path, module, values):
    """Puts `module` in the place of its stand-in in the file, as a Scan over rows like those of `values`."""
    model = onnx.load(path)
    graph = model.graph
    body = exported(module, [value[:1] for value in values])
    at, stand_in = next((i, n) for i, n in enumerate(graph.node) if n.domain == DOMAIN)
    scan = helper.make_node(
        'Scan', stand_in.input, stand_in.output, body=body, num_scan_inputs=len(values)
    )
    # The body's constants become the whole file's, where they can be stored beside it.
    graph.initializer.extend(body.initializer)
    del scan.attribute[0].g.initializer[:]
    nodes = [*graph.node]
    nodes[at] = scan
    del graph.node[:]
    graph.node.extend(nodes)
    others = [opset for opset in model.opset_import if opset.domain != DOMAIN]
    del model.opset_import[:]
    model.opset_import.extend(others)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def exported(module, row):
    """The graph of `module` for one row without its batch dimension. Its buffers keep their names; all
    others are its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / 'one.onnx'
        torch.onnx.export(
            OneRow(module), tuple(value[0] for value in row), path,
            opset_version=18, dynamo=False,
        )  # fmt: skip
        graph = onnx.compose.add_prefix(onnx.load(path), 'one/').graph
    own = {tensor.name: tensor.name.removeprefix('one/module.') for tensor in graph.initializer}
    for tensor in graph.initializer:
        tensor.name = own[tensor.name]
    for node in graph.node:
        node.input[:] = [own.get(name, name) for name in node.input]
    return graph


class OneRow(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module

    def forward(self, *values):
        return self.module(*(value[None] for value in values))[0]
