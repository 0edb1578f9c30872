"""Sizes: how large the networks and pictures are. `SIZES['cpu']` is what the bundle ships."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Everything about a model that depends on how much compute there is."""

    picture: int  # side of the pictures that the denoiser draws, in pixels
    channels: tuple[int, int]  # of the denoiser's two levels
    batch: int
    people: int  # identities to draw for the training set
    decoder_channels: int


SIZES = {
    'cpu': Size(picture=64, channels=(96, 192), batch=16, people=6000, decoder_channels=40),
    'gpu': Size(picture=128, channels=(128, 320), batch=256, people=30000, decoder_channels=64),
}

PATCH = 4  # latents are 4 x 4 patches of pixels: 48 channels
SCALE = 0.55  # about the pixels' standard deviation in [-1, 1]; latents = patches / SCALE
TOKENS = 32
WIDTH = 192  # of a word, of the pooled prompt and of an identity
CLASS_WORDS = ('man', 'woman', 'boy', 'girl')
