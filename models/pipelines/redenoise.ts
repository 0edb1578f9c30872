/** Re-denoising Identity Injection: the cast drawn into a template that was drawn before. */

import { blendNoise, type Channels } from '../identity/injection.ts'
import { latentMasks } from '../identity/latent-masks.ts'
import { type Mask, progressiveKernel } from '../identity/masks.ts'
import { add, scale, slice, type Tensor } from '../math/tensor.ts'
import type { Denoiser } from '../networks/types.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import { type DenoisedStep, denoise } from './denoise.ts'
import { type GuidedText, predictGuided } from './guidance.ts'
import type { Hooks } from './model.ts'
import { concatText, repeatRows } from './rows.ts'

interface PlacedCharacter {
  /** Both rows of the next step: the same ones, unless fusion is to accumulate. */
  readonly text: () => Promise<GuidedText>
  /**
   * Where it stands, of the image's size; cleaned, not overlapping another one's. When nobody has
   * one, everybody's noise counts alike everywhere: the paper's ablation without layout.
   */
  readonly mask: Mask | undefined
}

export interface RedenoiseRequest extends Hooks {
  readonly denoiser: Denoiser
  readonly scheduler: Scheduler
  /** The template's last steps: all from the one before the first that injects. */
  readonly template: readonly DenoisedStep[]
  readonly characters: readonly PlacedCharacter[]
  readonly guidanceScale: number
  /** The first step that injects is the first i with i + 1 >= startStep. */
  readonly startStep: number
  /** How far the masks have grown after the last step, in pixels of the image. */
  readonly maxKernel: number
  readonly downscale: number
  /** Channels that say where people are: they stay the template's. */
  readonly layoutChannels?: Channels
}

/**
 * The clean latents [1, C, h, w]. One call of 2K rows a step for K characters (K at scale 1); outside the masks
 * the template's predictions are used again. RangeError when there is nobody to inject, no step
 * to do it at, or the template's steps are not the scheduler's.
 * METHOD: noise = sum_k M_k * noise_k + (1 - sum M) * template noise, then guidance, then a step.
 */
export function redenoise({
  denoiser,
  scheduler,
  template,
  characters,
  guidanceScale,
  startStep,
  maxKernel,
  downscale,
  layoutChannels,
  ...loop
}: RedenoiseRequest): Promise<Tensor> {
  const steps = scheduler.timesteps.length
  const count = characters.length
  if (count === 0) throw new RangeError('re-denoising needs at least one character')
  const fromStep = Math.max(0, startStep - 1)
  const leftOut = steps - template.length
  if (leftOut < 0 || leftOut > Math.max(0, fromStep - 1)) {
    throw new RangeError(`the template kept ${template.length} steps of ${steps}`)
  }
  const kept = (step: number) => template[step - leftOut]
  if (startStep > steps) throw new RangeError(`start step ${startStep} is after step ${steps}`)

  const masks = characters.map((character) => character.mask).filter((mask) => mask !== undefined)
  if (masks.length !== 0 && masks.length !== count)
    throw new RangeError('either everybody has a mask or nobody has one')
  const masksOf = masks.length === 0 ? undefined : latentMasks(masks, downscale)
  return denoise({
    ...loop,
    phase: 'redenoising',
    scheduler,
    guidanceScale,
    fromStep,
    latents: kept(fromStep).latents,
    previousOriginal: fromStep === 0 ? undefined : kept(fromStep - 1).original,
    // The template's own, or nothing outside the masks would stay.
    freshNoiseOf: (step) => kept(step).freshNoise,
    async predict(input, timestep, i) {
      const texts = await Promise.all(characters.map((character) => character.text()))
      const text = {
        unconditional: concatText(texts.map((text) => text.unconditional)),
        conditional: concatText(texts.map((text) => text.conditional)),
      }
      const rows = repeatRows(input, count)
      const own = await predictGuided(denoiser, rows, timestep, text, guidanceScale)
      const masks = masksOf?.(progressiveKernel({ step: i + 1, startStep, steps, maxKernel }))
      const joined = (template: Tensor, characters: Tensor) =>
        masks === undefined
          ? average(eachRow(characters))
          : blendNoise(template, eachRow(characters), masks, layoutChannels)
      const { unconditional, conditional } = kept(i).noise
      return {
        unconditional:
          unconditional && own.unconditional && joined(unconditional, own.unconditional),
        conditional: joined(conditional, own.conditional),
      }
    },
  })
}

const eachRow = (tensor: Tensor): Tensor[] =>
  Array.from({ length: tensor.dims[0] }, (_, row) => slice(tensor, row, row + 1))

const average = (rows: readonly Tensor[]): Tensor => scale(rows.reduce(add), 1 / rows.length)
