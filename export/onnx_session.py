"""Opens ONNX files. ONNX Runtime tells Microsoft of its use unless it is told not to before it is imported."""

import os

os.environ['ORT_DISABLE_TELEMETRY'] = '1'

import onnxruntime  # noqa: E402


def open_session(path):
    return onnxruntime.InferenceSession(path, providers=['CPUExecutionProvider'])
