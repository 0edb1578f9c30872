"""Trains text encoder, fusion and denoiser together for some minutes; goes on from its last
checkpoint."""

import argparse
import copy
import csv
import math
import time
from pathlib import Path

import torch

from counted import count_layouts, count_sides
from data import Batches, Words, prefetch
from decoder import Decoder
from networks import create_networks, scale
from records import read_data
from renderer import Renderer
from sampling import draw_latents, encode_text, save_sheet
from schedule import STEPS, add_noise
from sizes import SIZES, WORDS
from words import load_tokenizer

PROMPTS = [
    'a close-up portrait of a young woman with long, straight red hair and fair skin',
    'a portrait of an old man with short, curly white hair, dark skin and a beard',
    'a girl with short, curly black hair and dark skin at the beach',
    'a smiling man with a bald head, brown skin and a goatee reading a book in a library',
    'a woman with long, wavy blonde hair, fair skin and glasses drinking coffee in a cafe',
    'a boy with spiky brown hair and tan skin wearing a red hoodie in the snow',
    'a man with short black hair and brown skin and a woman with long blonde hair in a park',
    'a girl, a man with a beard and an old woman with gray hair in a kitchen',
]


def losses(networks, batch, timestep, noise):
    """Weighted squared error of the clean latents, per picture, and the weights' sum."""
    prompt_embeds, pooled = networks['text'](batch.input_ids)
    prompt_embeds, pooled = networks['fusion'](
        prompt_embeds, pooled, batch.class_mask, batch.identity
    )
    noisy = add_noise(scale(batch.shown), noise, timestep)
    predicted = networks['denoiser'](noisy, timestep.float(), prompt_embeds, pooled)
    error = (predicted.float() - batch.clean).square() * batch.weights
    return error, batch.weights


def fast_bfloat16(device):
    """Whether bfloat16 is faster than float32: on some processors it is, on others half as fast."""
    if device == 'cuda':
        return True

    def seconds(dtype):
        a, b = torch.zeros(1024, 256, dtype=dtype), torch.zeros(256, 1024, dtype=dtype)
        took = []
        for _ in range(20):
            began = time.perf_counter()
            a @ b
            took.append(time.perf_counter() - began)
        return min(took)

    return seconds(torch.bfloat16) < seconds(torch.float32)


class Run:
    """What a checkpoint holds."""

    def __init__(self, folder: Path, size, lr, device):
        self.path = folder / 'checkpoint.pt'
        self.networks = create_networks(size).to(device)
        self.average = copy.deepcopy(self.networks).requires_grad_(False)
        self.samples, self.steps, self.minutes = 0, 0, 0.0
        self.optimizer = torch.optim.AdamW(
            self.networks.parameters(), lr=lr, betas=(0.9, 0.98), weight_decay=1e-3
        )
        if self.path.exists():
            state = torch.load(self.path, map_location=device, weights_only=True)
            self.networks.load_state_dict(state['networks'])
            self.average.load_state_dict(state['average'])
            for name in ('samples', 'steps', 'minutes'):
                setattr(self, name, state[name])
            if 'optimizer' in state:
                self.optimizer.load_state_dict(state['optimizer'])

    def begin(self, tokenizer, words, codes, people, records):
        """Fills in what is counted rather than learned."""
        sides, layouts = count_sides(words, WORDS), count_layouts(records, people, codes)
        for networks in (self.networks, self.average):
            networks['text'].count_words(tokenizer)
            networks['text'].hints.usual_side.weight.data.copy_(sides)
            networks['denoiser'].layouts.data.copy_(layouts)

    def save(self):
        state = {name: getattr(self, name) for name in ('samples', 'steps', 'minutes')}
        for name in ('networks', 'average', 'optimizer'):
            state[name] = getattr(self, name).state_dict()
        staged = self.path.with_suffix('.partial')
        torch.save(state, staged)
        staged.rename(self.path)

    def update_average(self, window=1000):
        decay = min(1 - 1 / window, (self.steps + 1) / (self.steps + 20))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self.average.parameters()), list(self.networks.parameters()), 1 - decay
            )


def sheet(run, tokenizer, decoder, held_out, path):
    """From words alone; held-out people with their identity in two places each."""
    people, records = held_out
    networks = copy.deepcopy(run.average).cpu().eval()
    alone = draw_latents(networks, encode_text(networks, tokenizer, PROMPTS))
    own = [i for i in range(len(records)) if records.portrait[i]][:4]
    rows = records.who[own, 0]
    parameters = records.batch(torch.tensor(own), people)
    places = ('in a forest', 'on a city street')
    prompts = [f'a smiling {records.descriptions[i][0]} {place}' for i in own for place in places]
    words = [people.words[row] for row in rows for _ in places]
    identities = people.codes[rows].repeat_interleave(2, 0)
    drawn = draw_latents(networks, encode_text(networks, tokenizer, prompts, identities, words))
    with torch.no_grad():
        from pictures import draw_records

        real = draw_records(decoder.renderer, parameters)[0].repeat_interleave(2, 0)
        save_sheet([decoder(alone), 2 * real - 1, decoder(drawn)], path)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--device', default='cpu')
    options.add_argument('--minutes', type=float, required=True)
    options.add_argument('--lr', type=float, default=1e-3)
    options.add_argument('--floor', type=float, default=0.03, help='share of lr at the end')
    options.add_argument('--threads', type=int)
    options.add_argument('--sheet-every', type=float, default=10, help='minutes')
    o = options.parse_args()
    if o.threads:
        torch.set_num_threads(o.threads)
    began = time.monotonic()
    size, tokenizer = SIZES[o.size], load_tokenizer()
    atlas, codes, people, records = read_data(o.work, 'train')
    held_out = read_data(o.work, 'held-out', limit=400)[2:]
    words = Words(records, people, tokenizer)
    run = Run(o.work, size, o.lr, o.device)
    print(f'{len(records)} records of {len(people.words)} people; goes on at {run.samples}', flush=True)
    if not run.path.exists():
        run.begin(tokenizer, words, codes, people, records)
    # What words hint is learned from words alone, by train_words.py: a batch of pictures is too few.
    run.networks['text'].hints.requires_grad_(False)
    batches = Batches(records, people, codes, words, size.batch, seed=run.samples)
    decoder = Decoder(Renderer(atlas), codes, people).eval()
    bfloat16 = fast_bfloat16(o.device)
    log = (o.work / 'losses.csv').open('a', newline='')
    table = csv.writer(log)
    recent, shown, kept = [], time.monotonic(), time.monotonic()
    for batch in prefetch(batches):
        now = time.monotonic()
        progress = min(1.0, (now - began) / (60 * o.minutes))
        lr = o.lr * (o.floor + (1 - o.floor) * 0.5 * (1 + math.cos(math.pi * progress)))
        lr *= min(1.0, (run.steps + 1) / 200)
        for group in run.optimizer.param_groups:
            group['lr'] = lr
        batch = batch.to(o.device)
        # More lessons where layout and identity are decided.
        b = len(batch.clean)
        timestep = (STEPS * torch.rand(b, device=o.device).sqrt()).long().clamp(max=STEPS - 1)
        noise = torch.randn_like(batch.clean)
        with torch.autocast(o.device, torch.bfloat16, enabled=bfloat16):
            error, weights = losses(run.networks, batch, timestep, noise)
        loss = error.sum() / weights.sum()
        if not loss.isfinite():
            raise FloatingPointError(f'the loss at {run.samples} samples is {loss.item()}')
        run.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.networks.parameters(), 1.0)
        run.optimizer.step()
        run.steps += 1
        run.samples += b
        run.update_average()
        recent.append(loss.item())
        if now - kept > 60 or progress >= 1:
            run.minutes += (now - kept) / 60
            kept = now
            mean = sum(recent) / len(recent)
            table.writerow([run.samples, round(run.minutes, 1), round(mean, 5), f'{lr:.2e}'])
            log.flush()
            print(f'{run.samples} samples, {run.minutes:.1f} min, loss {mean:.4f}', flush=True)
            recent = []
            run.save()
        if now - shown > 60 * o.sheet_every or progress >= 1:
            shown = now
            path = o.work / f'sheet-{run.samples}.png'
            sheet(run, tokenizer, decoder, held_out, path)
        if progress >= 1:
            break


if __name__ == '__main__':
    main()
