"""What transformers' CLIP and a recogniser say of the tiny sources: numbers for `npm run parity`."""

import numpy as np
import torch
from PIL import Image
from transformers import CLIPImageProcessorPil, CLIPModel, CLIPTokenizer

from onnx_session import open_session


def judged(sources, pixels, texts):
    """`pixels` [H, W, 3] of bytes. The texts' and the picture's embeddings, and a face's."""
    clip = CLIPModel.from_pretrained(sources / 'scorer', local_files_only=True).eval()
    side = clip.config.vision_config.image_size
    tokenizer = CLIPTokenizer.from_pretrained(sources / 'base/tokenizer')
    processor = CLIPImageProcessorPil(
        size={'shortest_edge': side}, crop_size={'height': side, 'width': side}
    )
    words = tokenizer(
        texts, padding='max_length', max_length=77, truncation=True, return_tensors='pt'
    )
    seen = processor(Image.fromarray(pixels), return_tensors='pt').pixel_values
    with torch.no_grad():
        said = clip(**words, pixel_values=seen)
    recogniser = open_session(sources / 'recogniser.onnx')
    (given,) = recogniser.get_inputs()
    face = np.random.default_rng(5).integers(0, 256, (*given.shape[2:], 3), dtype=np.uint8)
    # As InsightFace prepares it: red, green, blue in -1..1.
    blob = ((face.astype(np.float32) - 127.5) / 127.5).transpose(2, 0, 1)[None]
    (vector,) = recogniser.run(None, {given.name: blob})
    return {
        'scorer_pixels': seen,
        'image_embedding': said.image_embeds,
        'text_embeddings': said.text_embeds,
        'face': torch.from_numpy(face),
        'face_embedding': torch.from_numpy(vector / np.linalg.norm(vector, axis=1, keepdims=True)),
    }
