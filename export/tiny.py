"""Small random networks, written as the published ones are: for tests, and to try an export."""

import json
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderTiny,
    ControlNetModel,
    EulerDiscreteScheduler,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from transformers import (
    BertConfig,
    BertTokenizer,
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    CLIPVisionConfig,
    GroundingDinoConfig,
    GroundingDinoForObjectDetection,
    GroundingDinoImageProcessorPil,
    SamConfig,
    SamImageProcessorPil,
    SamMaskDecoderConfig,
    SamModel,
    SamPromptEncoderConfig,
    SamVisionConfig,
    SwinConfig,
)

from base import CLIP, END, START, write_tokenizer
from manifest import CLASS_WORDS, FACE
from photomaker import IdentityEncoder

IMAGE = 128  # pixels of a side; latents are an eighth of it
TEXT, TEXT_2 = 32, 48  # widths of the text encoders
LORA_RANK = 4

# What the tiny vocabulary can spell in whole words; everything else is spelt in letters.
WORDS = """a portrait of with in the and close-up photo young old man woman boy girl hair red black
white short long curly straight skin park library forest street smiling walking reading beside
blurry deformed noisy soft ugly""".split()


def write_vocabulary(folder):
    """CLIP's letters and those of its merges that spell WORDS, in their order."""
    known = json.loads((CLIP / 'vocab.json').read_text())
    merges = [line for line in (CLIP / 'merges.txt').read_text().splitlines()[1:] if line]
    ranks = {tuple(line.split()): rank for rank, line in enumerate(merges)}
    used = set()
    for word in [*WORDS, *CLASS_WORDS]:
        pieces = [*word[:-1], f'{word[-1]}</w>']
        while len(pieces) > 1:
            pairs = list(zip(pieces, pieces[1:], strict=False))
            best = min(pairs, key=lambda pair: ranks.get(pair, len(ranks)))
            if best not in ranks:
                break
            used.add(best)
            i = pairs.index(best)
            pieces[i : i + 2] = [''.join(best)]
    kept = sorted(used, key=ranks.get)
    letters = sorted((p for p in known if known[p] < 512), key=known.get)
    pieces = dict.fromkeys([*letters, *(''.join(pair) for pair in kept), START, END])
    folder.mkdir(parents=True)
    (folder / 'vocab.json').write_text(json.dumps({p: i for i, p in enumerate(pieces)}))
    lines = ['#version: 0.2', *(' '.join(pair) for pair in kept)]
    (folder / 'merges.txt').write_text('\n'.join(lines) + '\n')
    return len(pieces)


def liven(network, scale):
    """Wider random weights than a network is born with, and none all zero, so that every input
    and every layer makes a difference."""
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.ndim > 1 and parameter.abs().max() > 1e-6:
                parameter.mul_(scale)
            elif parameter.ndim > 1:
                parameter.normal_(std=0.2)
    return network.eval()


def write_base(folder):
    words = folder / 'words'
    pieces = write_vocabulary(words)
    for name, padding in (('tokenizer', END), ('tokenizer_2', '!')):
        write_tokenizer(folder / name, words / 'vocab.json', words / 'merges.txt', padding)
    text = {
        'vocab_size': pieces, 'num_hidden_layers': 3, 'num_attention_heads': 2, 'eos_token_id': 2,
        'max_position_embeddings': 77,
    }  # fmt: skip
    first = CLIPTextConfig(
        **text, hidden_size=TEXT, intermediate_size=64, hidden_act='quick_gelu',
        projection_dim=TEXT,
    )  # fmt: skip
    second = CLIPTextConfig(
        **text, hidden_size=TEXT_2, intermediate_size=96, hidden_act='gelu', projection_dim=TEXT_2
    )
    unet = UNet2DConditionModel(
        sample_size=IMAGE // 8, block_out_channels=(8, 16, 16), norm_num_groups=4,
        down_block_types=('DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'),
        up_block_types=('CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'),
        layers_per_block=2, transformer_layers_per_block=(1, 1, 2), attention_head_dim=(1, 2, 2),
        cross_attention_dim=TEXT + TEXT_2, use_linear_projection=True,
        addition_embed_type='text_time', addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=TEXT_2 + 6 * 8,
    )  # fmt: skip
    vae = AutoencoderKL(
        block_out_channels=(8, 8, 16, 16), layers_per_block=1, norm_num_groups=4,
        latent_channels=4, sample_size=IMAGE, scaling_factor=0.13025, force_upcast=True,
        down_block_types=['DownEncoderBlock2D'] * 4, up_block_types=['UpDecoderBlock2D'] * 4,
    )  # fmt: skip
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule='scaled_linear', steps_offset=1,
        timestep_spacing='leading',
    )  # fmt: skip
    StableDiffusionXLPipeline(
        vae=vae.eval(),
        text_encoder=CLIPTextModel(first).eval(),
        text_encoder_2=CLIPTextModelWithProjection(second).eval(),
        tokenizer=CLIPTokenizer.from_pretrained(folder / 'tokenizer'),
        tokenizer_2=CLIPTokenizer.from_pretrained(folder / 'tokenizer_2'),
        unet=liven(unet, 1.5),
        scheduler=scheduler,
        add_watermarker=False,
    ).save_pretrained(folder, safe_serialization=True)
    return unet


def write_photomaker(path, unet):
    vision = CLIPVisionConfig(
        hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=1,
        patch_size=28, image_size=224, projection_dim=TEXT,
    )  # fmt: skip
    encoder = liven(IdentityEncoder(vision, TEXT_2), 2)
    lora = {}
    for name, module in unet.named_modules():
        if not name.endswith(('to_q', 'to_k', 'to_v', 'to_out.0')):
            continue
        old = name.replace('to_out.0', 'to_out')
        parent, _, part = old.rpartition('.')
        key = f'unet.{parent}.processor.{part}_lora'
        lora[f'{key}.down.weight'] = torch.randn(LORA_RANK, module.in_features) * 0.3
        lora[f'{key}.up.weight'] = torch.randn(module.out_features, LORA_RANK) * 0.3
    torch.save({'id_encoder': encoder.state_dict(), 'lora_weights': lora}, path)


def write_preview(folder):
    AutoencoderTiny(
        encoder_block_out_channels=(8, 8, 8, 8), decoder_block_out_channels=(8, 8, 8, 8),
        num_encoder_blocks=(1, 1, 1, 1), num_decoder_blocks=(1, 1, 1, 1), latent_channels=4,
    ).save_pretrained(folder, safe_serialization=True)  # fmt: skip


def write_detector(folder):
    """Its special tokens keep BERT's ids, which the network knows by number."""
    folder.mkdir()
    words = [f'[unused{i}]' for i in range(1030)]
    for word, place in {
        '[PAD]': 0, '[UNK]': 100, '[CLS]': 101, '[SEP]': 102, '[MASK]': 103, '.': 1012, '?': 1029,
    }.items():  # fmt: skip
        words[place] = word
    words[1000] = FACE  # in a place that is there anyway, so that no network changes
    vocabulary = [*words, *CLASS_WORDS]
    (folder / 'vocab.txt').write_text('\n'.join(vocabulary) + '\n')
    BertTokenizer(
        vocab={w: i for i, w in enumerate(vocabulary)}, do_lower_case=True
    ).save_pretrained(folder)
    GroundingDinoImageProcessorPil(
        size={'shortest_edge': 96, 'longest_edge': 160}
    ).save_pretrained(folder)
    config = GroundingDinoConfig(
        backbone_config=SwinConfig(
            image_size=96, patch_size=4, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2],
            window_size=4, out_features=['stage2', 'stage3', 'stage4'], out_indices=[2, 3, 4],
        ),
        text_config=BertConfig(
            vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=1,
            num_attention_heads=2, intermediate_size=32, max_position_embeddings=16,
        ),
        num_queries=12, d_model=32, encoder_layers=1, decoder_layers=2, encoder_ffn_dim=32,
        decoder_ffn_dim=32, encoder_attention_heads=2, decoder_attention_heads=2,
        max_text_len=16, num_feature_levels=4,
    )  # fmt: skip
    detector = liven(GroundingDinoForObjectDetection(config), 2)
    with torch.no_grad():
        # Boxes as large as people, not as single patches.
        for head in (detector.model.encoder_output_bbox_embed, *detector.model.decoder.bbox_embed):
            head.layers[-1].bias[2:] += 1
    detector.save_pretrained(folder, safe_serialization=True)


def write_segmenter(folder):
    config = SamConfig(
        vision_config=SamVisionConfig(
            hidden_size=16, num_hidden_layers=2, num_attention_heads=2, mlp_dim=32, image_size=128,
            patch_size=16, output_channels=16, num_pos_feats=8, window_size=4,
            global_attn_indexes=[1],
        ),
        prompt_encoder_config=SamPromptEncoderConfig(hidden_size=16, image_size=128, patch_size=16),
        mask_decoder_config=SamMaskDecoderConfig(
            hidden_size=16, mlp_dim=32, num_hidden_layers=2, num_attention_heads=2,
            iou_head_hidden_dim=16,
        ),
    )  # fmt: skip
    liven(SamModel(config), 3).save_pretrained(folder, safe_serialization=True)
    SamImageProcessorPil(
        size={'longest_edge': 128}, pad_size={'height': 128, 'width': 128}
    ).save_pretrained(folder)


def write_controlnet(folder, unet):
    network = ControlNetModel.from_unet(
        unet, conditioning_embedding_out_channels=(4, 4, 8, 8), load_weights_from_unet=False
    )
    liven(network, 1.5).save_pretrained(folder, safe_serialization=True)


def write_sources(folder, seed):
    """All that an export reads, by the names of main.py's options."""
    torch.manual_seed(seed)
    folder = Path(folder)
    unet = write_base(folder / 'base')
    write_photomaker(folder / 'photomaker-v1.bin', unet)
    write_preview(folder / 'preview')
    write_detector(folder / 'detector')
    write_segmenter(folder / 'segmenter')
    write_controlnet(folder / 'controlnet', unet)
    return {
        'base': folder / 'base',
        'photomaker': folder / 'photomaker-v1.bin',
        'preview': folder / 'preview',
        'detector': folder / 'detector',
        'segmenter': folder / 'segmenter',
        'controlnet': folder / 'controlnet',
    }
