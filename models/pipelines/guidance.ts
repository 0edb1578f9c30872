/** Classifier-free guidance: which predictions it needs, and what it makes of them. */

import { guide } from '../identity/injection.ts'
import { concat, slice, type Tensor } from '../math/tensor.ts'
import type { Denoiser, TextEmbedding } from '../networks/types.ts'
import { concatText } from './rows.ts'

/** The negative prompt and the prompt, as many rows each. */
export interface GuidedText {
  readonly unconditional: TextEmbedding
  readonly conditional: TextEmbedding
}

/** Each [B, C, h, w]; at scale 1 guidance does not look at the unconditional one. */
export interface NoisePrediction {
  readonly unconditional: Tensor | undefined
  readonly conditional: Tensor
}

/** Rows of a denoiser for one picture: few-step models are trained to need no guidance. */
export const passes = (guidanceScale: number): 1 | 2 => (guidanceScale === 1 ? 1 : 2)

/** What guidance needs for latents [B, C, h, w] and B rows of text each, in one call. */
export async function predictGuided(
  denoiser: Denoiser,
  input: Tensor,
  timestep: number,
  { unconditional, conditional }: GuidedText,
  guidanceScale: number,
): Promise<NoisePrediction> {
  if (passes(guidanceScale) === 1) {
    const only = await denoiser.predict(input, timestep, conditional)
    return { unconditional: undefined, conditional: only }
  }
  const text = concatText([unconditional, conditional])
  const both = await denoiser.predict(concat([input, input]), timestep, text)
  const rows = input.dims[0]
  return { unconditional: slice(both, 0, rows), conditional: slice(both, rows, 2 * rows) }
}

/** The noise that guidance arrives at. */
export const guided = (
  { unconditional, conditional }: NoisePrediction,
  guidanceScale: number,
): Tensor =>
  unconditional === undefined ? conditional : guide(unconditional, conditional, guidanceScale)
