"""Every network of a bundle: loaded, exported, compared with PyTorch, described."""

import json

import numpy as np
import torch

from adapters import fuse_steps, fuse_style
from base import load_base, load_preview
from controlnet import load_controlnet
from graphs import (
    ControlNet,
    Decoder,
    Denoiser,
    FreeUDenoiser,
    IdentityFusion,
    PosedDenoiser,
    TextEncoders,
)
from layout import (
    BOX_THRESHOLD,
    Detector,
    SegmenterImage,
    SegmenterMasks,
    load_detector,
    load_segmenter,
    phrase_of,
)
from manifest import CLASS_WORDS, CLIP_DEVIATION, CLIP_MEAN, FACE
from onnx_files import Weights, check, export
from photomaker import fuse_lora, load_photomaker
from sources import Refused

DTYPES = {'fp32': torch.float32, 'fp16': torch.float16}
TOLERANCE = {torch.float32: 1e-3, torch.float16: 3e-2}
TRACED = 16  # latents of a side while tracing and checking: their size is free in the graph

PUBLISHED = [
    ('identity generator', 'PhotoMaker, TencentARC', 'Apache-2.0', 'TencentARC/PhotoMaker'),
    ('detector', 'GroundingDINO, IDEA Research', 'Apache-2.0', 'IDEA-Research/GroundingDINO'),
    ('segmenter', 'Segment Anything, Meta', 'Apache-2.0', 'facebookresearch/segment-anything'),
    ('preview decoder', 'TAESDXL, Ollin Boer Bohan', 'MIT', 'madebyollin/taesd'),
    ('vocabulary', 'CLIP, OpenAI', 'MIT', 'openai/CLIP'),
]


def read_licences(path, tiny, has_controlnet):
    """What the bundle says of licences: the user's JSON, or what is known of the usual sources."""
    if path is not None:
        return json.loads(path.read_text())
    if tiny:
        return {'weights': 'MIT', 'attributions': []}
    known = [
        {'what': what, 'by': by, 'licence': licence, 'url': f'https://github.com/{place}'}
        for what, by, licence, place in PUBLISHED
    ]
    unknown = "the base model's licence was"
    if has_controlnet:
        unknown = "the base model's and the ControlNet's licences were"
    return {
        'weights': f'{unknown} not stated (export with --licences); the other networks as listed',
        'attributions': known,
    }


class Exporter:
    """Writes networks into a folder, each compared with PyTorch as soon as it is written."""

    def __init__(self, folder, dtype):
        self.folder, self.dtype = folder, dtype
        self.weights = Weights(folder)

    def add(self, name, module, inputs, outputs, free):
        """`free`: the names of inputs and outputs to their dims that may change."""
        path = self.folder / f'{name}.onnx'
        tolerance = TOLERANCE[next(module.parameters()).dtype]
        before = self.weights.shared
        # The exporter gives every network back in the mode of its wrapper.
        module.eval()
        export(module, inputs, outputs, free, path, self.weights)
        worst = check(module, inputs, outputs, path, tolerance)
        shared = self.weights.shared - before
        print(
            f'{name}: differs from PyTorch by {worst:.1e}'
            + (f', shares {shared:,} bytes' if shared else ''),
            flush=True,
        )
        return {'file': path.name}


def batch(*names):
    return {name: {0: 'batch'} for name in names}


def export_networks(sources, folder, image, dtype_name):
    """The networks as bundle.json lists them, and what else the base model says of itself."""
    exporter = Exporter(folder, DTYPES[dtype_name])
    base = load_base(sources['base'], exporter.dtype)
    if sources['style'] is not None:
        fuse_style(base, sources['style'], sources['style_strength'])
    if sources['distilled'] is not None:
        fuse_steps(base, sources['distilled'])
    controlnet = None
    if sources['controlnet'] is not None:
        controlnet = load_controlnet(sources['controlnet'], base.unet, exporter.dtype)
    encoder, lora = load_photomaker(sources['photomaker'])
    write_vocabulary(base.tokenizer, folder)
    networks = {
        'textEncoder': export_text_encoders(exporter, base),
        **export_denoisers(exporter, base, lora, controlnet, image),
        **export_identity(exporter, encoder),
        'decoder': exporter.add(
            'decoder', Decoder(base.vae.float()), latents_of(base), ['image'], pictures()
        ),
    }
    if sources['preview'] is not None:
        preview = Decoder(load_preview(sources['preview']))
        networks['previewDecoder'] = exporter.add(
            'preview-decoder', preview, latents_of(base), ['image'], pictures()
        )
    networks['layout'] = {
        'type': 'grounded-sam',
        'detector': export_detector(
            exporter, sources['detector'], image, () if sources['scorer'] is None else (FACE,)
        ),
        'segmenter': export_segmenter(exporter, sources['segmenter'], image),
    }
    latents = {
        'channels': base.unet.config.in_channels,
        'downscale': 2 ** (len(base.vae.config.block_out_channels) - 1),
        'scalingFactor': base.vae.config.scaling_factor,
    }
    return networks, {'scheduler': base.scheduler, 'latents': latents}


def write_vocabulary(tokenizer, folder):
    """The tokenizer's pieces and merges in CLIP's two files."""
    model = json.loads(tokenizer.backend_tokenizer.to_str())['model']
    pieces = dict(sorted(tokenizer.get_vocab().items(), key=lambda piece: piece[1]))
    (folder / 'vocab.json').write_text(json.dumps(pieces, ensure_ascii=False))
    merges = [pair if isinstance(pair, str) else ' '.join(pair) for pair in model['merges']]
    (folder / 'merges.txt').write_text('\n'.join(['#version: 0.2', *merges]) + '\n')


def export_text_encoders(exporter, base):
    padding = base.tokenizer_2.pad_token
    module = TextEncoders(
        base.text_encoder, base.text_encoder_2,
        base.tokenizer.eos_token_id, base.tokenizer_2.pad_token_id,
        base.tokenizer.convert_tokens_to_ids(f'{padding}</w>'),
    )  # fmt: skip
    texts = ['a portrait of a woman', 'an old man in the park']
    padded = {'padding': 'max_length', 'max_length': 77, 'truncation': True}
    ids = base.tokenizer(texts, **padded, return_tensors='pt').input_ids
    outputs = ['prompt_embeds', 'pooled']
    return exporter.add(
        'text-encoder', module, {'input_ids': ids}, outputs, batch('input_ids', *outputs)
    )


def export_denoisers(exporter, base, lora, controlnet, image):
    """The general UNet, with what may pose its pictures, then the same one with PhotoMaker's LoRA
    in its weights."""
    unet, dtype = base.unet, exporter.dtype
    second = base.text_encoder_2.config
    text = unet.config.cross_attention_dim
    inputs = {
        'latents': torch.randn(2, unet.config.in_channels, TRACED, TRACED, dtype=dtype),
        'timestep': torch.tensor([981.0, 981.0]),
        'prompt_embeds': torch.randn(2, 77, text, dtype=dtype),
        'pooled': torch.randn(2, second.projection_dim, dtype=dtype),
        'time_ids': torch.tensor([[image, image, 0, 0, image, image]] * 2, dtype=dtype),
    }
    free = batch(*inputs, 'noise')
    free['latents'] = free['noise'] = {0: 'batch', 2: 'height', 3: 'width'}
    if controlnet is None:
        general = {'denoiser': exporter.add('denoiser', Denoiser(unet), inputs, ['noise'], free)}
    else:
        general = export_posed(exporter, unet, controlnet, inputs, free)
    fuse_lora(unet, lora)
    scales = dict(zip(('s1', 's2', 'b1', 'b2'), torch.tensor([0.6, 0.4, 1.1, 1.2]), strict=True))
    identity = exporter.add(
        'identity-denoiser', FreeUDenoiser(unet), {**inputs, **scales}, ['noise'], free
    )
    return {**general, 'identityDenoiser': identity}


def export_posed(exporter, unet, controlnet, inputs, free):
    """The ControlNet, and the UNet with an input for each layer that it adds to."""
    side = TRACED * 2 ** (len(controlnet.config.conditioning_embedding_out_channels) - 1)
    module = ControlNet(controlnet)
    posing = {
        **inputs,
        'picture': torch.rand(1, 3, side, side, dtype=exporter.dtype),
        'scale': torch.tensor(0.8),
    }
    with torch.no_grad():
        added = module(*posing.values())
    names = [*(f'down_{i}' for i in range(len(added) - 1)), 'mid']
    # Every dim is free: where nobody poses, one zero stands for all.
    places = {n: {d: f'{n}_{d}' for d in range(4)} for n in names}
    picture = {'picture': {2: 'picture_height', 3: 'picture_width'}}
    return {
        'denoiser': exporter.add(
            'denoiser', PosedDenoiser(unet), {**inputs, **dict(zip(names, added, strict=True))},
            ['noise'], {**free, **places},
        ),
        'controlNet': exporter.add(
            'control-net', module, posing, names, {**free, **places, **picture}
        ),
    }  # fmt: skip


def export_identity(exporter, encoder):
    encoder = encoder.to(exporter.dtype)
    config, size = encoder.config, encoder.fuse_module.layer_norm.normalized_shape[0]
    side = config.image_size
    images = {'images': torch.randn(2, 3, side, side, dtype=exporter.dtype)}
    fused = {
        'prompt_embeds': torch.randn(1, 77, size, dtype=exporter.dtype),
        'pooled': torch.randn(1, size - config.projection_dim, dtype=exporter.dtype),
        'class_mask': torch.zeros(1, 77, dtype=exporter.dtype),
        'identity': torch.randn(1, size, dtype=exporter.dtype),
    }
    fused['class_mask'][:, 5] = 1
    file = exporter.add(
        'identity-encoder', encoder, images, ['identity'], batch('images', 'identity')
    )
    return {
        'identityEncoder': {
            **file,
            'input': {
                'width': side, 'height': side, 'filter': 'bicubic',
                'mean': list(CLIP_MEAN), 'deviation': list(CLIP_DEVIATION),
            },
        },
        'identityFusion': exporter.add(
            'identity-fusion', IdentityFusion(encoder.fuse_module), fused,
            ['fused_prompt_embeds', 'fused_pooled'], {},
        ),
    }  # fmt: skip


def latents_of(base):
    return {'latents': torch.randn(1, base.unet.config.in_channels, TRACED, TRACED)}


def pictures():
    places = {0: 'batch', 2: 'height', 3: 'width'}
    return {'latents': places, 'image': places}


def picture_input(processor, width, height):
    """How a picture is prepared, in the words of bundle.json."""
    return {
        'width': width, 'height': height, 'filter': 'bilinear',
        'mean': list(processor.image_mean), 'deviation': list(processor.image_std),
    }  # fmt: skip


def export_detector(exporter, source, image, more_words):
    network, processor, tokenizer = load_detector(source)
    blank = np.zeros((image, image, 3), dtype=np.uint8)
    prepared = processor(blank, return_tensors='pt').pixel_values
    words = (*CLASS_WORDS, *more_words)
    phrases = {word: tokenizer(phrase_of(word)).input_ids for word in words}
    for word, ids in phrases.items():
        if tokenizer.unk_token_id in ids:
            raise Refused(f'the detector does not know the word "{word}"')
    inputs = {
        'image': torch.randn_like(prepared),
        'input_ids': torch.tensor([phrases[CLASS_WORDS[0]]]),
    }
    file = exporter.add(
        'detector', Detector(network), inputs, ['scores', 'boxes'],
        {'input_ids': {1: 'length'}},
    )  # fmt: skip
    return {
        **file,
        'input': picture_input(processor, prepared.shape[-1], prepared.shape[-2]),
        'threshold': BOX_THRESHOLD,
        'phrases': phrases,
    }


def export_segmenter(exporter, source, image):
    network, processor = load_segmenter(source)
    side = network.config.vision_config.image_size
    longest = processor.size['longest_edge']
    if longest != side or image < 1:
        raise Refused(f'{source} prepares pictures of {longest} px for a network of {side} px')
    encoder = SegmenterImage(network)
    picture = {'image': torch.randn(1, 3, side, side)}
    with torch.no_grad():
        embedding = encoder(picture['image'])
    boxes = torch.tensor([[[0.1, 0.2, 0.6, 0.9], [0.4, 0.1, 0.9, 0.8]]]) * side
    masks = {'embedding': embedding, 'boxes': boxes}
    # A square picture fills the padded one.
    return {
        'encoder': exporter.add('segmenter-image', encoder, picture, ['embedding'], {}),
        'decoder': exporter.add(
            'segmenter-masks', SegmenterMasks(network), masks, ['masks'],
            {'boxes': {1: 'people'}, 'masks': {1: 'people'}},
        ),
        'input': picture_input(processor, side, side),
    }  # fmt: skip
