/** Plain pictures of a prompt: templates, portraits, anything without an identity. */

import { concat, scale, slice, type Tensor } from '../math/tensor.ts'
import type { Denoiser } from '../networks/types.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import { type DenoisedStep, denoise } from './denoise.ts'
import type { Hooks, Phase } from './model.ts'
import type { GuidedText } from './prompts.ts'
import { concatText, repeatText } from './rows.ts'

export interface TextToImageRequest extends Hooks {
  readonly phase: Phase
  readonly denoiser: Denoiser
  readonly scheduler: Scheduler
  readonly text: GuidedText
  /** Standard normal numbers [B, C, h, w]: as many pictures of the same prompt. */
  readonly noise: Tensor
  readonly guidanceScale: number
  /** Keeps every step's latents and both noise predictions: re-denoising goes on from them. */
  readonly keepSteps?: boolean
}

export interface TextToImage {
  /** Clean latents [B, C, h, w]. */
  readonly latents: Tensor
  /** One entry a step when they were to be kept, else none. */
  readonly steps: readonly DenoisedStep[]
}

/** One denoiser call of 2B rows a step: first the unconditional ones, then the conditional. */
export async function textToImage({
  phase,
  denoiser,
  scheduler,
  text,
  noise,
  guidanceScale,
  keepSteps = false,
  ...hooks
}: TextToImageRequest): Promise<TextToImage> {
  const rows = noise.dims[0]
  const both = concatText([
    repeatText(text.unconditional, rows),
    repeatText(text.conditional, rows),
  ])
  const steps: DenoisedStep[] = []
  const latents = await denoise({
    ...hooks,
    phase,
    scheduler,
    guidanceScale,
    latents: scale(noise, scheduler.initNoiseSigma),
    async predict(input, timestep) {
      const predicted = await denoiser.predict(concat([input, input]), timestep, both)
      return {
        unconditional: slice(predicted, 0, rows),
        conditional: slice(predicted, rows, 2 * rows),
      }
    },
    onDenoised(step) {
      if (keepSteps) steps.push(step)
    },
  })
  return { latents, steps }
}
