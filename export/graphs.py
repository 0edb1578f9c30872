"""The networks as the bundle has them: which tensors go in, which come out."""

import torch
from torch import nn

from freeu import FreeU


class TextEncoders(nn.Module):
    """`input_ids` [B, L], padded with the end token -> `prompt_embeds` [B, L, D] of both text
    encoders' last layers but one, and `pooled` [B, P] of the second.

    The second one's tokenizer pads with `!` and takes every `!` in a text for padding too. Here
    those that stand alone become padding; in `!!` or `?!` the tokens stay the first one's."""

    def __init__(self, first, second, end, padding, padding_word):
        super().__init__()
        self.first, self.second = first, second
        self.end, self.padding, self.padding_word = end, padding, padding_word

    def forward(self, input_ids):
        is_end = (input_ids == self.end).long()
        is_padding = (is_end.cumsum(1) - is_end > 0) | (input_ids == self.padding_word)
        other_ids = torch.where(is_padding, torch.full_like(input_ids, self.padding), input_ids)
        first = self.first(input_ids, output_hidden_states=True)
        second = self.second(other_ids, output_hidden_states=True)
        embeds = [found.hidden_states[-2] for found in (first, second)]
        return torch.cat(embeds, dim=-1), second.text_embeds


class Denoiser(nn.Module):
    """`latents` [B, C, h, w], `timestep` [B], `prompt_embeds`, `pooled`, `time_ids` [B, 6] ->
    `noise` [B, C, h, w]."""

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, latents, timestep, prompt_embeds, pooled, time_ids):
        added = {'text_embeds': pooled, 'time_ids': time_ids}
        return self.unet(latents, timestep, prompt_embeds, added_cond_kwargs=added).sample


class PosedDenoiser(Denoiser):
    """As Denoiser, with what a ControlNet adds to its layers: `down_0`, `down_1` ... and `mid`,
    each [B, C, h, w]; with zeros, [1, 1, 1, 1] is enough, it is the same UNet."""

    def forward(self, latents, timestep, prompt_embeds, pooled, time_ids, *added):
        return self.unet(
            latents, timestep, prompt_embeds,
            added_cond_kwargs={'text_embeds': pooled, 'time_ids': time_ids},
            down_block_additional_residuals=added[:-1], mid_block_additional_residual=added[-1],
        ).sample  # fmt: skip


class ControlNet(nn.Module):
    """What a Denoiser is given, `picture` [1, 3, H, W] in 0..1, the same for every row, and
    `scale` [] -> `down_0`, `down_1` ... and `mid` of a PosedDenoiser."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, latents, timestep, prompt_embeds, pooled, time_ids, picture, scale):
        down, mid = self.network(
            latents, timestep, prompt_embeds, controlnet_cond=picture,
            conditioning_scale=scale.to(latents.dtype),
            added_cond_kwargs={'text_embeds': pooled, 'time_ids': time_ids}, return_dict=False,
        )  # fmt: skip
        return *down, mid


class FreeUDenoiser(Denoiser):
    """As Denoiser, with FreeU's four scales, each []; with 1, 1, 1, 1 it is the same UNet."""

    def forward(self, latents, timestep, prompt_embeds, pooled, time_ids, s1, s2, b1, b2):
        with FreeU(self.unet, s1, s2, b1, b2):
            return super().forward(latents, timestep, prompt_embeds, pooled, time_ids)


class IdentityFusion(nn.Module):
    """`prompt_embeds` [1, L, D], `pooled` [1, P], `class_mask` [1, L], 1 at the class token, and
    `identity` [1, D] -> `fused_prompt_embeds`, `fused_pooled`: only that token changes."""

    def __init__(self, fusion):
        super().__init__()
        self.fusion = fusion

    def forward(self, prompt_embeds, pooled, class_mask, identity):
        at_class = class_mask[:, :, None]
        token = (at_class * prompt_embeds).sum(1)
        fused = self.fusion(token, identity)
        return prompt_embeds * (1 - at_class) + at_class * fused[:, None], pooled + 0


class Decoder(nn.Module):
    """`latents` [B, C, h, w], divided by the scaling factor -> `image` [B, 3, H, W] in -1..1."""

    def __init__(self, vae):
        super().__init__()
        self.vae = vae

    def forward(self, latents):
        return self.vae.decode(latents).sample
