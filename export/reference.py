"""The published algorithm with SDXL and PhotoMaker as diffusers, transformers and peft have them:
what the bundle's results are compared with. FreeU uses Fourier transforms, the LoRA stays an
adapter.

METHOD.md, sections 1 and 2; IdentityStory (AAAI 2026)."""

import copy

import numpy as np
import torch
from diffusers import StableDiffusionXLPipeline
from diffusers.image_processor import VaeImageProcessor
from transformers import CLIPImageProcessorPil, GroundingDinoProcessor, SamProcessor

from base import load_base
from layout import BOX_THRESHOLD, load_detector, load_segmenter, phrase_of
from photomaker import add_lora, load_photomaker
from published import Published, svd_filter

TRIGGER = 'img'
TEXT_THRESHOLD = 0.25
MERGE_STEP = 10  # PhotoMaker's start_merge_step: up to this step i the text alone


def without_trigger(prompt):
    return prompt.replace(f' {TRIGGER}', '')


class Reference(Published):
    """Both generators, the identity encoder and the layout networks of one set of sources."""

    def __init__(self, sources):
        base = load_base(sources['base'])
        self.pipeline = StableDiffusionXLPipeline(**base._asdict(), add_watermarker=False)
        self.tokenizers = [copy.deepcopy(t) for t in (base.tokenizer, base.tokenizer_2)]
        for tokenizer in self.tokenizers:
            tokenizer.add_tokens([TRIGGER], special_tokens=True)
        self.vae = base.vae
        self.image, self.downscale = base.vae.config.sample_size, 8
        self.encoder, lora = load_photomaker(sources['photomaker'])
        identity_unet = copy.deepcopy(base.unet)
        add_lora(identity_unet, lora)
        latents = base.unet.config.in_channels, self.image // self.downscale
        super().__init__(base.unet, identity_unet.eval(), base.scheduler, latents)
        network, processor, tokenizer = load_detector(sources['detector'])
        self.detector = network
        self.detector_processor = GroundingDinoProcessor(processor, tokenizer)
        network, processor = load_segmenter(sources['segmenter'])
        self.segmenter, self.segmenter_processor = network, SamProcessor(processor)
        self.clip_processor = CLIPImageProcessorPil(size={'shortest_edge': 224}, crop_size=224)
        self.pictures = VaeImageProcessor(vae_scale_factor=8)
        self.time_ids = torch.tensor(
            [[self.image, self.image, 0, 0, self.image, self.image]], dtype=torch.float32
        )

    def with_sampler(self, kind):
        """The same, with another sampler of diffusers'."""
        other = copy.copy(self)
        other.scheduler = kind.from_config(self.scheduler.config)
        return other

    def with_portraits(self, image):
        """The same, with portraits of another size."""
        other = copy.copy(self)
        other.image, other.side = image, image // self.downscale
        other.time_ids = torch.tensor([[image, image, 0, 0, image, image]], dtype=torch.float32)
        return other

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
        embeds, pooled = text
        rows = latents.shape[0]
        added = {'text_embeds': pooled, 'time_ids': self.time_ids.repeat(rows, 1)}
        return unet(latents, t, encoder_hidden_states=embeds, added_cond_kwargs=added).sample

    def decode(self, latents):
        """Pictures as PIL shows them, and as the VAE gives them."""
        image = self.vae.decode(latents / self.vae.config.scaling_factor).sample
        return self.pictures.postprocess(image.detach(), output_type='pil'), image

    # Discovery ------------------------------------------------------------------------------

    def portrait_text(self, prompt, negative, merge_step):
        """The guided text of each step. `prompt` has the trigger word."""
        text_negative, text_only = self.encode(without_trigger(prompt), negative)
        doubled = self.encode_ids(self.trigger_ids(prompt, times=2)[0])
        return lambda i: (text_negative, text_only if i <= merge_step else doubled)

    def embed(self, picture):
        """The identity encoder's embedding [D] of a picture."""
        pixels = self.clip_processor(picture, return_tensors='pt').pixel_values
        return self.encoder(pixels)[0]

    def discover(self, request, freeu):
        self.identity_unet.enable_freeu(**freeu)
        generator = torch.Generator().manual_seed(request['seed'])
        text_at = self.portrait_text(
            request['prompt'], request['negativePrompt'], request.get('mergeStep', MERGE_STEP)
        )
        runs, pictures, embeddings = [], [], []
        for _ in range(request['portraits']):
            run = self.portrait(
                text_at, self.randn(generator), request['steps'], request['guidanceScale'], generator
            )
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

    def draw_template(self, request):
        generator = torch.Generator().manual_seed(request['seed'])
        text = self.encode(request['prompt'], request['negativePrompt'])
        return self.template(
            text, self.randn(generator), request['steps'], request['guidanceScale'], generator
        )

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

    def draw_frame(self, request, masks, fuse='once'):
        generator = torch.Generator().manual_seed(request['seed'])
        text = self.encode(request['prompt'], request['negativePrompt'])
        characters = [
            self.character(c['prompt'], request['negativePrompt'], c['identity'], fuse)
            for c in request['characters']
        ]
        return self.inject(
            request, text, self.randn(generator), masks, characters, generator
        )
