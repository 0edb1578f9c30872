"""Small random judges, written as the published ones are: CLIP, and a recogniser as ONNX."""

import json

import torch
from torch import nn
from transformers import CLIPConfig, CLIPModel

from onnx_files import export
from tiny import liven

FACE_SIDE = 112


class Recogniser(nn.Module):
    """As ArcFace's: pictures in -1..1 [N, 3, 112, 112] -> vectors of any length [N, 24]."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, 8, 7, 4), nn.PReLU(8), nn.Conv2d(8, 16, 5, 4), nn.PReLU(16),
            nn.Flatten(), nn.Linear(16 * 6 * 6, 24),
        )  # fmt: skip

    def forward(self, faces):
        return self.layers(faces)


def write_scorer(folder, pieces):
    text = {
        'vocab_size': pieces, 'hidden_size': 32, 'intermediate_size': 48, 'num_hidden_layers': 2,
        'num_attention_heads': 2, 'max_position_embeddings': 77, 'eos_token_id': 2,
    }  # fmt: skip
    vision = {
        'hidden_size': 32, 'intermediate_size': 48, 'num_hidden_layers': 2,
        'num_attention_heads': 2, 'image_size': 56, 'patch_size': 14,
    }  # fmt: skip
    config = CLIPConfig(text_config=text, vision_config=vision, projection_dim=24)
    liven(CLIPModel(config), 3).save_pretrained(folder, safe_serialization=True)


def write_judges(folder, seed):
    """Beside the tiny sources, whose vocabulary they read; by the names of main.py's options."""
    torch.manual_seed(seed + 1)
    pieces = json.loads((folder / 'base/words/vocab.json').read_text())
    write_scorer(folder / 'scorer', len(pieces))
    faces = {'input.1': torch.randn(1, 3, FACE_SIDE, FACE_SIDE)}
    recogniser = folder / 'recogniser.onnx'
    export(Recogniser().eval(), faces, ['output'], {}, recogniser)
    return {'scorer': folder / 'scorer', 'recogniser': recogniser}
