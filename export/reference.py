"""The published algorithm, run as it is written, with diffusers, transformers and peft: what the
bundle's results are compared with. No shortcut of ours is in here: latents run twice over, both
stages run the general generator, FreeU uses Fourier transforms, the LoRA stays an adapter.

METHOD.md, sections 1 and 2; IdentityStory (AAAI 2026)."""

import copy
import math

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import StableDiffusionXLPipeline
from diffusers.image_processor import VaeImageProcessor
from transformers import CLIPImageProcessorPil, GroundingDinoProcessor, SamProcessor

from base import load_base
from layout import BOX_THRESHOLD, load_detector, load_segmenter, phrase_of
from masks import progressive_masks
from photomaker import add_lora, load_photomaker

TRIGGER = 'img'
TEXT_THRESHOLD = 0.25
MERGE_STEP = 10  # PhotoMaker's start_merge_step: up to this step i the text alone


def without_trigger(prompt):
    return prompt.replace(f' {TRIGGER}', '')


class Reference:
    """Both generators, the identity encoder and the layout networks of one set of sources."""

    def __init__(self, sources):
        base = load_base(sources['base'])
        self.pipeline = StableDiffusionXLPipeline(**base._asdict(), add_watermarker=False)
        self.tokenizers = [copy.deepcopy(t) for t in (base.tokenizer, base.tokenizer_2)]
        for tokenizer in self.tokenizers:
            tokenizer.add_tokens([TRIGGER], special_tokens=True)
        self.unet, self.vae, self.scheduler = base.unet, base.vae, base.scheduler
        self.encoder, lora = load_photomaker(sources['photomaker'])
        self.identity_unet = copy.deepcopy(base.unet)
        add_lora(self.identity_unet, lora)
        self.identity_unet.eval()
        network, processor, tokenizer = load_detector(sources['detector'])
        self.detector = network
        self.detector_processor = GroundingDinoProcessor(processor, tokenizer)
        network, processor = load_segmenter(sources['segmenter'])
        self.segmenter, self.segmenter_processor = network, SamProcessor(processor)
        self.clip_processor = CLIPImageProcessorPil(size={'shortest_edge': 224}, crop_size=224)
        self.pictures = VaeImageProcessor(vae_scale_factor=8)
        self.image = base.vae.config.sample_size
        self.downscale = 8
        self.time_ids = torch.tensor(
            [[self.image, self.image, 0, 0, self.image, self.image]], dtype=torch.float32
        )

    # Text -----------------------------------------------------------------------------------

    def encode(self, prompt, negative):
        """(negative, positive), each (embeds [1, 77, D], pooled [1, P]): diffusers' own."""
        embeds, negative_embeds, pooled, negative_pooled = self.pipeline.encode_prompt(
            prompt, device='cpu', num_images_per_prompt=1, do_classifier_free_guidance=True,
            negative_prompt=negative,
        )  # fmt: skip
        return (negative_embeds, negative_pooled), (embeds, pooled)

    def encode_ids(self, rows):
        """Both encoders' embeddings of ready ids, one row for each tokenizer."""
        encoders = (self.pipeline.text_encoder, self.pipeline.text_encoder_2)
        found = [
            encoder(torch.tensor([ids]), output_hidden_states=True)
            for encoder, ids in zip(encoders, rows, strict=True)
        ]
        return torch.cat([f.hidden_states[-2] for f in found], -1), found[1].text_embeds

    def trigger_ids(self, prompt, times):
        """Ids of a prompt with the trigger word: that word gone, the class token before it
        `times` times; and where it stands. PhotoMaker, encode_prompt_with_trigger_word."""
        rows, index = [], None
        for tokenizer in self.tokenizers:
            ids = tokenizer(
                prompt, padding='max_length', max_length=77, truncation=True
            ).input_ids
            trigger = tokenizer.convert_tokens_to_ids(TRIGGER)
            index = ids.index(trigger) - 1
            clean = [token for token in ids if token != trigger]
            clean = clean[:index] + [clean[index]] * times + clean[index + 1 :]
            clean = clean[:77] + [tokenizer.pad_token_id] * (77 - len(clean))
            rows.append(clean)
        return rows, index

    # Denoising ------------------------------------------------------------------------------

    def predict(self, unet, latents, t, text):
        """Noise of [B, C, h, w], with one text (embeds, pooled) for each row."""
        embeds, pooled = text
        rows = latents.shape[0]
        added = {'text_embeds': pooled, 'time_ids': self.time_ids.repeat(rows, 1)}
        return unet(latents, t, encoder_hidden_states=embeds, added_cond_kwargs=added).sample

    def guided_rows(self, unet, latents, t, negative, positive):
        """(unconditional, conditional) noise of latents that were not scaled yet."""
        rows = latents.shape[0]
        doubled = self.scheduler.scale_model_input(torch.cat([latents] * 2), t)
        text = tuple(
            torch.cat([n.repeat(rows, *[1] * (n.ndim - 1)), p.repeat(rows, *[1] * (p.ndim - 1))])
            for n, p in zip(negative, positive, strict=True)
        )
        return self.predict(unet, doubled, t, text).chunk(2)

    def begin(self, generator, steps):
        self.scheduler.set_timesteps(steps)
        side = self.image // self.downscale
        noise = torch.randn(1, 4, side, side, generator=generator)
        return noise * self.scheduler.init_noise_sigma

    def decode(self, latents):
        """Pictures as PIL shows them, and as the VAE gives them."""
        image = self.vae.decode(latents / self.vae.config.scaling_factor).sample
        return self.pictures.postprocess(image.detach(), output_type='pil'), image

    # Discovery ------------------------------------------------------------------------------

    def portrait(self, prompt, negative, generator, steps, guidance):
        """Latents before every step and after the last. `prompt` has the trigger word."""
        text_negative, text_only = self.encode(without_trigger(prompt), negative)
        doubled = self.encode_ids(self.trigger_ids(prompt, times=2)[0])
        latents = self.begin(generator, steps)
        history = [latents]
        for i, t in enumerate(self.scheduler.timesteps):
            positive = text_only if i <= MERGE_STEP else doubled
            unconditional, conditional = self.guided_rows(
                self.identity_unet, latents, t, text_negative, positive
            )
            noise = unconditional + guidance * (conditional - unconditional)
            latents = self.scheduler.step(noise, t, latents).prev_sample
            history.append(latents)
        return torch.cat(history)

    def embed(self, picture):
        """The identity encoder's embedding [D] of a picture."""
        pixels = self.clip_processor(picture, return_tensors='pt').pixel_values
        return self.encoder(pixels)[0]

    def discover(self, request, freeu):
        self.identity_unet.enable_freeu(**freeu)
        generator = torch.Generator().manual_seed(request['seed'])
        runs, pictures, embeddings = [], [], []
        for _ in range(request['portraits']):
            run = self.portrait(
                request['prompt'], request['negativePrompt'], generator, request['steps'],
                request['guidanceScale'],
            )  # fmt: skip
            picture = self.decode(run[-1:])[0][0]
            runs.append(run)
            pictures.append(np.asarray(picture))
            embeddings.append(self.embed(picture))
        self.identity_unet.disable_freeu()
        embeddings = torch.stack(embeddings)
        kept = svd_filter(embeddings.double(), request['components'])
        return {
            'latents': torch.stack(runs, dim=1),
            'pictures': torch.from_numpy(np.stack(pictures)),
            'embeddings': embeddings,
            'kept': torch.tensor(kept),
            'identity': embeddings[kept].mean(0),
        }

    # Layout ---------------------------------------------------------------------------------

    def find_boxes(self, picture, class_word):
        """Boxes [n, 4] and scores [n] of one phrase, surest first."""
        inputs = self.detector_processor(
            images=picture, text=phrase_of(class_word), return_tensors='pt'
        )
        found = self.detector_processor.post_process_grounded_object_detection(
            self.detector(**inputs), inputs.input_ids, threshold=BOX_THRESHOLD,
            text_threshold=TEXT_THRESHOLD, target_sizes=[(picture.height, picture.width)],
        )[0]  # fmt: skip
        order = found['scores'].argsort(descending=True)
        return found['boxes'][order], found['scores'][order]

    def segment(self, picture, boxes):
        """Masks [n, H, W] of boxes [n, 4], and their logits before they are enlarged."""
        inputs = self.segmenter_processor(
            picture, input_boxes=[boxes.tolist()], return_tensors='pt'
        )
        sizes = inputs.original_sizes, inputs.reshaped_input_sizes
        logits = self.segmenter(
            pixel_values=inputs.pixel_values, input_boxes=inputs.input_boxes.float(),
            multimask_output=False,
        ).pred_masks  # fmt: skip
        masks = self.segmenter_processor.image_processor.post_process_masks(logits, *sizes)
        return masks[0][:, 0], logits[0, :, 0]

    def find(self, picture, class_words):
        """One mask for each member of the cast; None when somebody is not there. The k surest
        boxes of a word that occurs k times, from left to right."""
        boxes = {}
        for word in dict.fromkeys(class_words):
            wanted = class_words.count(word)
            found = self.find_boxes(picture, word)[0][:wanted]
            if len(found) < wanted:
                return None
            boxes[word] = sorted(found, key=lambda box: float(box[0] + box[2]))
        return self.segment(picture, torch.stack([boxes[word].pop(0) for word in class_words]))[0]

    # Injection ------------------------------------------------------------------------------

    def template(self, prompt, negative, seed, steps, guidance):
        """Latents before every step and after the last, run twice over as the published code
        does; their first row."""
        text = self.encode(prompt, negative)
        latents = torch.cat([self.begin(torch.Generator().manual_seed(seed), steps)] * 2)
        history = [latents]
        for t in self.scheduler.timesteps:
            unconditional, conditional = self.guided_rows(self.unet, latents, t, *text)
            noise = unconditional + guidance * (conditional - unconditional)
            latents = self.scheduler.step(noise, t, latents).prev_sample
            history.append(latents)
        return torch.stack(history)[:, 0]

    def character(self, prompt, negative, identity, fuse):
        """A function that gives (negative, positive) for the next step; `cumulative` fuses anew
        in every step, in place."""
        rows, index = self.trigger_ids(prompt, times=1)
        text_negative = self.encode(without_trigger(prompt), negative)[0]
        embeds, pooled = self.encode_ids(rows)

        def fuse_in_place():
            embeds[:, index] = self.encoder.fuse_module(embeds[:, index], identity[None])

        if fuse == 'once':
            fuse_in_place()

        def texts():
            if fuse == 'cumulative':
                fuse_in_place()
            return text_negative, (embeds, pooled)

        return texts

    def inject(self, request, masks, fuse='once'):
        """Latents after every step of the edited row, from the first one that is edited on."""
        steps, start = request['steps'], request['startStep']
        text = self.encode(request['prompt'], request['negativePrompt'])
        generator = torch.Generator().manual_seed(request['seed'])
        latents = torch.cat([self.begin(generator, steps)] * 2)
        texts = [
            self.character(c['prompt'], request['negativePrompt'], c['identity'], fuse)
            for c in request['characters']
        ]
        history = []
        for i, t in enumerate(self.scheduler.timesteps):
            rows = list(self.guided_rows(self.unet, latents, t, *text))
            if i + 1 >= start:
                kernel = math.floor(request['maxKernel'] * (i + 1 - start) / (steps - start))
                grown = self.latent_masks(masks, kernel)
                own = [
                    self.guided_rows(self.identity_unet, latents[1:], t, *next_texts())
                    for next_texts in texts
                ]
                for guidance_row in range(2):
                    edited = rows[guidance_row][0] * (1 - grown.sum(0))
                    for mask, noise in zip(grown, own, strict=True):
                        edited = edited + mask * noise[guidance_row][0]
                    rows[guidance_row] = torch.stack([rows[guidance_row][0], edited])
            unconditional, conditional = rows
            noise = unconditional + request['guidanceScale'] * (conditional - unconditional)
            latents = self.scheduler.step(noise, t, latents).prev_sample
            if i + 1 >= start:
                history.append(latents[1])
        return torch.stack(history)

    def latent_masks(self, masks, kernel):
        side = self.image // self.downscale
        grown = progressive_masks(masks, kernel)
        return F.interpolate(grown[:, None].float(), (side, side), mode='nearest')


def svd_filter(rows, components, keep=0.6, rounds=3):
    """Indices of the rows that survive, rising. METHOD, section 1.3."""
    kept = list(range(len(rows)))
    for _ in range(rounds):
        left = rows[kept]
        v = torch.linalg.svd(left, full_matrices=False).Vh[:components].T
        errors = ((left - left @ v @ v.T) ** 2).mean(1)
        count = max(1, math.floor(keep * len(kept)))
        best = errors.argsort(stable=True)[:count].tolist()
        kept = sorted(kept[i] for i in best)
    return kept
