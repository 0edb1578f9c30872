"""The published algorithm's loops as they are written, whichever networks predict. No shortcut of
ours is in here: latents run twice over, both stages run the general generator, characters one by one.

METHOD.md, sections 1 and 2; IdentityStory (AAAI 2026)."""

import math

import torch
import torch.nn.functional as F

from masks import progressive_masks


class Published:
    """Both generators, a sampler of diffusers' and the form of the latents. A text is a pair of
    (embeds [1, L, D], pooled [1, P]); a guided text is (negative, positive). A sampler that adds noise
    on the way draws it from `generator`."""

    def __init__(self, unet, identity_unet, scheduler, latents):
        self.unet, self.identity_unet, self.scheduler = unet, identity_unet, scheduler
        self.channels, self.side = latents

    def predict(self, unet, latents, t, text):
        """Noise of [B, C, h, w], with one text for each row."""
        raise NotImplementedError

    def guided_rows(self, unet, latents, t, negative, positive):
        """(unconditional, conditional) noise of latents that were not scaled yet."""
        rows = latents.shape[0]
        doubled = self.scheduler.scale_model_input(torch.cat([latents] * 2), t)
        text = tuple(
            torch.cat([n.repeat(rows, *[1] * (n.ndim - 1)), p.repeat(rows, *[1] * (p.ndim - 1))])
            for n, p in zip(negative, positive, strict=True)
        )
        return self.predict(unet, doubled, t, text).chunk(2)

    def randn(self, generator):
        return torch.randn(1, self.channels, self.side, self.side, generator=generator)

    def begin(self, noise, steps):
        self.scheduler.set_timesteps(steps)
        return noise * self.scheduler.init_noise_sigma

    def portrait(self, guided_text_at, noise, steps, guidance, generator=None):
        """Latents before every step and after the last; `guided_text_at` has the step's text."""
        latents = self.begin(noise, steps)
        history = [latents]
        for i, t in enumerate(self.scheduler.timesteps):
            unconditional, conditional = self.guided_rows(
                self.identity_unet, latents, t, *guided_text_at(i)
            )
            noise = unconditional + guidance * (conditional - unconditional)
            latents = self.scheduler.step(noise, t, latents, generator=generator).prev_sample
            history.append(latents)
        return torch.cat(history)

    def begin_twice(self, noise, steps, generator):
        """Twice the first latents, and what adds the same noise to both rows."""
        twins = None if generator is None else [generator, generator.clone_state()]
        return torch.cat([self.begin(noise, steps)] * 2), twins

    def template(self, guided_text, noise, steps, guidance, generator=None):
        """Latents before every step and after the last, run twice over as the published code
        does; their first row."""
        latents, twins = self.begin_twice(noise, steps, generator)
        history = [latents]
        for t in self.scheduler.timesteps:
            unconditional, conditional = self.guided_rows(self.unet, latents, t, *guided_text)
            noise = unconditional + guidance * (conditional - unconditional)
            latents = self.scheduler.step(noise, t, latents, generator=twins).prev_sample
            history.append(latents)
        return torch.stack(history)[:, 0]

    def inject(self, request, guided_text, noise, masks, characters, generator=None):
        """Latents after every step of the edited row, from the first one that is edited on.
        `characters` are functions that give the guided text for the next step."""
        steps, start = request['steps'], request['startStep']
        latents, twins = self.begin_twice(noise, steps, generator)
        history = []
        for i, t in enumerate(self.scheduler.timesteps):
            rows = list(self.guided_rows(self.unet, latents, t, *guided_text))
            if i + 1 >= start:
                kernel = math.floor(request['maxKernel'] * (i + 1 - start) / (steps - start))
                grown = self.latent_masks(masks, kernel)
                own = [
                    self.guided_rows(self.identity_unet, latents[1:], t, *next_text())
                    for next_text in characters
                ]
                for guidance_row in range(2):
                    edited = rows[guidance_row][0] * (1 - grown.sum(0))
                    for mask, predicted in zip(grown, own, strict=True):
                        edited = edited + mask * predicted[guidance_row][0]
                    rows[guidance_row] = torch.stack([rows[guidance_row][0], edited])
            unconditional, conditional = rows
            guided = unconditional + request['guidanceScale'] * (conditional - unconditional)
            latents = self.scheduler.step(guided, t, latents, generator=twins).prev_sample
            if i + 1 >= start:
                history.append(latents[1])
        return torch.stack(history)

    def latent_masks(self, masks, kernel):
        grown = progressive_masks(masks, kernel)
        return F.interpolate(grown[:, None].float(), (self.side, self.side), mode='nearest')


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
