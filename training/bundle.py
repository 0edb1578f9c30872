"""bundle.json and tokenizer.json: what the product needs to know about the networks."""

import json
from pathlib import Path

from latents import CELL, CHANNELS, LAYOUT
from schedule import BETA_END, BETA_START
from sizes import CLASS_WORDS, TOKENS

EXAMPLES = [
    'a smiling old man with short, curly white hair, dark skin and a beard in a library',
    'a young woman with long, straight red hair and fair skin wearing a blue shirt at the beach',
    'a girl with short, curly black hair and dark skin in a garden',
]

NETWORKS = {
    'textEncoder': {'file': 'text-encoder.onnx'},
    'denoiser': {'file': 'denoiser.onnx'},
    'identityEncoder': {'file': 'identity-encoder.onnx'},
    'identityFusion': {'file': 'identity-fusion.onnx'},
    'decoder': {'file': 'decoder.onnx'},
    'upscaler': {'file': 'upscaler.onnx', 'factor': 2},
    'layout': {'file': 'layout.onnx', 'type': 'centres', 'threshold': 0.15, 'asNamed': 30},
}

JUDGES = {
    'recogniser': {'file': 'judges/recogniser.onnx'},
    'imageScorer': {'file': 'judges/image-scorer.onnx'},
    'textScorer': {'file': 'judges/text-scorer.onnx'},
    'anchors': {'file': 'judges/anchors.png', 'tile': 96, 'same': 4, 'different': 4},
}

DEFAULTS = {
    'sampler': 'ddim',
    'steps': 20,
    'guidanceScale': 1.5,
    'startStep': 12,
    'maxKernel': 50,
    # Nearer or lower than people stand in lessons: their identities mix.
    'headRoom': {'apart': 1.05, 'below': 0.4},
    'maxDraws': 8,
    'negativePrompt': '',
    'discovery': {
        'portraits': 32,
        'sampler': 'dpm++2m',
        'steps': 6,
        'guidanceScale': 1.5,
        'prompt': 'a close-up portrait of a {description}',
        'components': 10,
        'keepRatio': 0.6,
        'iterations': 3,
        'sharedNoise': 0.95,
    },
}

LICENCE = {
    'weights': 'MIT',
    'attributions': [
        {
            'what': 'the faces of the atlas are drawn with facesjs 5.0.3',
            'by': 'Jeremy Scheff and contributors',
            'licence': 'Apache-2.0',
            'url': 'https://github.com/zengm-games/facesjs',
        }
    ],
}


def coloured_beards():
    """Beards have the hair's colour, and captions say it of hair: so it is read where a beard's is said."""
    colours = ('black', 'brown', 'red', 'blonde', 'gray', 'white', 'blue', 'green', 'purple', 'pink')
    beards = ('beard', 'goatee', 'mustache', 'stubble', 'sideburns')
    return {f'{c} {beard}': f'{c} hair {beard}' for c in colours for beard in beards}


def tokenizer_json(tokenizer):
    nearest = Path(__file__).parent / 'nearest-words.json'
    return {
        'type': 'words',
        'length': TOKENS,
        'pad': 0,
        'unknown': 1,
        'words': tokenizer.words,
        'synonyms': tokenizer.synonyms,
        'nearest': (json.loads(nearest.read_text()) if nearest.exists() else {}) | coloured_beards(),
        'ignored': sorted(tokenizer.ignored),
    }


def bundle_json(version, files):
    return {
        'format': 1,
        'name': 'storybook',
        'family': 'storybook',
        'version': version,
        'image': {'width': 256, 'height': 256},
        'latents': {
            'channels': CHANNELS,
            'downscale': CELL,
            'scalingFactor': 1,
            'layoutChannels': [LAYOUT.start, LAYOUT.stop],
        },
        'scheduler': {
            'num_train_timesteps': 1000,
            'beta_start': BETA_START,
            'beta_end': BETA_END,
            'beta_schedule': 'scaled_linear',
            'prediction_type': 'epsilon',
            'timestep_spacing': 'trailing',
            'steps_offset': 0,
        },
        'tokenizer': {'type': 'words', 'file': 'tokenizer.json'},
        'classWords': list(CLASS_WORDS),
        'triggerWord': 'img',
        'networks': NETWORKS,
        **({'judges': JUDGES} if 'judges/anchors.png' in files else {}),
        'identityEncoderName': 'storybook-4',
        'defaults': DEFAULTS,
        'licence': LICENCE,
        'examples': EXAMPLES,
        'styles': ['ink', 'watercolor', 'sepia'],
        'files': files,
    }
