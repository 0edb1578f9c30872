/** Plain pictures of a prompt: templates, portraits, anything without an identity. */

import { scale, type Tensor } from '../math/tensor.ts'
import type { Denoiser } from '../networks/types.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import { type DenoisedStep, denoise } from './denoise.ts'
import { type GuidedText, predictGuided } from './guidance.ts'
import type { Hooks, Phase } from './model.ts'
import { repeatText } from './rows.ts'
import type { RunNoise } from './run-noise.ts'

export interface TextToImageRequest extends Hooks {
  readonly phase: Phase
  readonly denoiser: Denoiser
  readonly scheduler: Scheduler
  /** Both rows, or both of each step where they change on the way. */
  readonly text: GuidedText | ((step: number) => GuidedText)
  /** Of [B, C, h, w]: as many pictures of the same prompt. */
  readonly noise: RunNoise
  readonly guidanceScale: number
  /** Keeps the steps from this one on, latents and both noise predictions: re-denoising goes on from them. */
  readonly keepFrom?: number
}

export interface TextToImage {
  /** Clean latents [B, C, h, w]. */
  readonly latents: Tensor
  /** Those that were to be kept, else none. */
  readonly steps: readonly DenoisedStep[]
}

/** One denoiser call of 2B rows a step: first the unconditional ones, then the conditional; of B at
 * scale 1. */
export async function textToImage({
  phase,
  denoiser,
  scheduler,
  text,
  noise,
  guidanceScale,
  keepFrom = Number.POSITIVE_INFINITY,
  ...hooks
}: TextToImageRequest): Promise<TextToImage> {
  const rows = noise.initial.dims[0]
  const textAt = typeof text === 'function' ? text : () => text
  const rowsOf = remembering(({ unconditional, conditional }: GuidedText) => ({
    unconditional: repeatText(unconditional, rows),
    conditional: repeatText(conditional, rows),
  }))
  const steps: DenoisedStep[] = []
  const latents = await denoise({
    ...hooks,
    phase,
    scheduler,
    guidanceScale,
    latents: scale(noise.initial, scheduler.initNoiseSigma),
    freshNoiseOf: (step) => noise.fresh[step],
    predict: (input, timestep, step) =>
      predictGuided(denoiser, input, timestep, rowsOf(textAt(step)), guidanceScale),
    onDenoised(step, index) {
      if (index >= keepFrom) steps.push(step)
    },
  })
  return { latents, steps }
}

/** A function that makes its last result again only of something else. */
function remembering<From, To>(make: (from: From) => To): (from: From) => To {
  let last: { readonly from: From; readonly made: To } | undefined
  return (from) => {
    if (last?.from !== from) last = { from, made: make(from) }
    return last.made
  }
}
