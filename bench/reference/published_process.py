"""The published algorithm in PyTorch with the storybook networks, as a process that is asked for
work: one JSON object a line, answered by one. `published_process.py FOLDER BUNDLE THREADS`"""

import base64
import json
import sys
import time
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).parents[2] / 'export'))

from torch_networks import load_all  # isort: skip

from diffusers import DDIMScheduler, EulerDiscreteScheduler
from latents import CELLS, CHANNELS
from masks import clean_masks
from networks import noise_share, scale
from published import Published, svd_filter

SAMPLERS = {'ddim': DDIMScheduler, 'euler': EulerDiscreteScheduler}


class Storybook(Published):
    """Storybook has one denoiser for both generators; it predicts clean latents."""

    def __init__(self, folder, bundle):
        self.networks, self.largest = load_all(folder)
        scheduler = SAMPLERS[bundle['defaults']['sampler']].from_config(
            {**bundle['scheduler'], 'clip_sample': False}
        )
        denoiser = self.networks['denoiser']
        super().__init__(denoiser, denoiser, scheduler, (CHANNELS, CELLS))
        self.image = bundle['image']['width']

    def predict(self, unet, latents, t, text):
        timestep = t.expand(len(latents)).float()
        clean = scale(unet(latents, timestep, *text).clamp(-self.largest, self.largest))
        abar = noise_share(timestep, unet.abar).view(-1, 1, 1, 1)
        return (latents - abar.sqrt() * clean) / (1 - abar).sqrt()

    def encode(self, ids):
        embeds, pooled = self.networks['text-encoder'](torch.tensor([ids]))
        return embeds, pooled

    def decode(self, latents):
        return self.networks['decoder'](latents)

    def discover(self, request):
        text = tuple(self.encode(ids) for ids in request['ids'])
        generator = torch.Generator().manual_seed(request['seed'])
        share = request['sharedNoise']
        shared = self.randn(generator) if share > 0 else 0
        embeddings = []
        for _ in range(request['portraits']):
            noise = share**0.5 * shared + (1 - share) ** 0.5 * self.randn(generator)
            run = self.portrait(lambda _: text, noise, request['steps'], request['guidanceScale'])
            embeddings.append(self.networks['identity-encoder'](self.decode(run[-1:]))[0])
        embeddings = torch.stack(embeddings)
        kept = svd_filter(
            embeddings.double(), request['components'], request['keepRatio'], request['iterations']
        )
        return {'kept': kept, 'identity': embeddings[kept].mean(0).tolist()}

    def character(self, ids, index, identity):
        negative, (embeds, pooled) = (self.encode(row) for row in ids)
        at_class = torch.zeros(embeds.shape[:2])
        at_class[:, index] = 1
        fused = self.networks['identity-fusion'](
            embeds, pooled, at_class, torch.tensor([identity])
        )
        return lambda: (negative, fused)

    def draw_frame(self, request):
        text = tuple(self.encode(ids) for ids in request['ids'])
        noise = self.randn(torch.Generator().manual_seed(request['seed']))
        template = self.template(text, noise, request['steps'], request['guidanceScale'])
        picture = self.decode(template[-1:])
        # It looks for people, and people are in bands: time must not hang on a seed's luck.
        self.networks['layout'](picture)
        masks = clean_masks(self.bands(len(request['characters'])), request['dilation'])
        characters = [self.character(**c) for c in request['characters']]
        edited = self.inject(request, text, noise, masks, characters)
        return {'picture': to_base64(self.decode(edited[-1:])[0])}

    def bands(self, count):
        columns = torch.arange(self.image) * count // self.image
        return torch.stack([(columns == k).expand(self.image, -1) for k in range(count)])


def to_base64(image):
    pixels = ((image.clamp(-1, 1) + 1) * 127.5).round().byte()
    return base64.b64encode(pixels.numpy().tobytes()).decode()


def main(folder, bundle, threads):
    torch.set_num_threads(int(threads))
    model = Storybook(Path(folder), json.loads((Path(bundle) / 'bundle.json').read_text()))
    work = {'character': model.discover, 'frame': model.draw_frame}
    print(json.dumps({'ready': True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        start, busy = time.perf_counter(), time.process_time()
        with torch.no_grad():
            result = work[request['work']](request)
        seconds, cpu = time.perf_counter() - start, time.process_time() - busy
        print(json.dumps({'seconds': seconds, 'cpuSeconds': cpu, **result}), flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
