"""Who stands where: GroundingDINO finds boxes of one phrase, SAM turns each box into a mask."""

from unittest import mock

import torch
from torch import nn
from transformers import (
    AutoTokenizer,
    GroundingDinoForObjectDetection,
    GroundingDinoImageProcessorPil,
    SamImageProcessorPil,
    SamModel,
)
from transformers.models.grounding_dino import modeling_grounding_dino as grounding_dino

from sources import require_safetensors

BOX_THRESHOLD = 0.3


def load_detector(folder):
    """GroundingDINO as transformers publishes it, its picture processor and its tokenizer."""
    require_safetensors(folder)
    network = GroundingDinoForObjectDetection.from_pretrained(
        folder, local_files_only=True, use_safetensors=True, attn_implementation='eager'
    )
    processor = GroundingDinoImageProcessorPil.from_pretrained(folder, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return network.eval(), processor, tokenizer


def load_segmenter(folder):
    """SAM or SlimSAM as transformers publishes it, and its picture processor."""
    require_safetensors(folder)
    network = SamModel.from_pretrained(
        folder, local_files_only=True, use_safetensors=True, attn_implementation='eager'
    )
    return network.eval(), SamImageProcessorPil.from_pretrained(folder, local_files_only=True)


def phrase_of(class_word):
    """One phrase a call, as GroundingDINO wants it written."""
    return f'{class_word}.'


def contrast(embedding, vision_hidden_state, text_hidden_state, text_token_mask):
    """How well each box agrees with each token. The original pads the tokens with -inf up to
    `max_text_len`; for the maximum over tokens that makes no difference."""
    output = vision_hidden_state @ text_hidden_state.transpose(-1, -2)
    return output.masked_fill(~text_token_mask[:, None, :], float('-inf'))


def one_phrase(input_ids, special_tokens):
    """Port of `generate_masks_with_special_tokens_and_transfer_map` for [start, words, stop, end],
    whose general form ONNX cannot run: words and stop see one another, start and end themselves."""
    length = input_ids.shape[1]
    places = torch.arange(length, device=input_ids.device)
    inside = (places > 0) & (places < length - 1)
    same = (places[:, None] == places[None, :]) | (inside[:, None] & inside[None, :])
    position_ids = torch.where(inside, places - 1, torch.zeros_like(places))
    return same[None], position_ids[None]


def with_whole_sizes(function, place):
    """The function with the list of sizes at `place` as plain numbers: pictures of a bundle have
    one size, and of traced sizes the exporter drops what is behind the point."""

    def call(*arguments, **named):
        sizes = [(int(height), int(width)) for height, width in arguments[place]]
        return function(*arguments[:place], sizes, *arguments[place + 1 :], **named)

    return call


class Detector(nn.Module):
    """`image` [1, 3, h, w], normalised, and a phrase's `input_ids` [1, L] -> `scores` [1, Q] in
    0..1 and `boxes` [1, Q, 4]: middle, width and height in parts of the picture."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image, input_ids):
        module, model = grounding_dino, self.network.model
        points = with_whole_sizes(model.encoder.get_reference_points, 0)
        proposals = with_whole_sizes(model.generate_encoder_output_proposals, 2)
        masks = 'generate_masks_with_special_tokens_and_transfer_map'
        with (
            mock.patch.object(module, masks, one_phrase),
            mock.patch.object(module.GroundingDinoContrastiveEmbedding, 'forward', contrast),
            mock.patch.object(model.encoder, 'get_reference_points', points),
            mock.patch.object(model, 'generate_encoder_output_proposals', proposals),
        ):
            found = self.network(
                pixel_values=image,
                input_ids=input_ids,
                pixel_mask=torch.ones(image.shape[0], *image.shape[-2:], dtype=torch.long),
            )
        return found.logits.sigmoid().amax(-1), found.pred_boxes


class SegmenterImage(nn.Module):
    """`image` [1, 3, S, S], normalised and padded -> `embedding` [1, C, s, s]."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, image):
        return self.network.get_image_embeddings(image)


class SegmenterMasks(nn.Module):
    """`embedding` and `boxes` [1, K, 4] in pixels of the padded picture, corner to corner ->
    `masks` [1, K, m, m] before the threshold of 0: one mask a box."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, embedding, boxes):
        found = self.network(
            image_embeddings=embedding, input_boxes=boxes, multimask_output=False
        )
        return found.pred_masks[:, :, 0]
