/** Re-denoising Identity Injection: where each character's own prediction replaces the template's. */

import { combine, requireSameDims, type Tensor, tensor } from '../math/tensor.ts'
import type { Mask } from './mask.ts'

/** Channels of latents: from, and up to. */
export type Channels = readonly [from: number, to: number]

/**
 * noise = sum_k M_k * noise_k + (1 - sum_k M_k) * template noise, on each guidance row.
 * Template and characters [rows, C, h, w], one mask of w x h for each character; masks must not
 * overlap. Channels `kept` stay the template's everywhere. RangeError when counts, dims or sizes
 * disagree, or masks overlap.
 * IdentityStory's published code, re-denoising loop.
 */
export const blendNoise = (
  templateNoise: Tensor,
  characterNoises: readonly Tensor[],
  masks: readonly Mask[],
  kept?: Channels,
): Tensor => blend(templateNoise, characterNoises, masks, kept)

/**
 * The paper's variant: z' = sum_k M_k * z'_k + (1 - sum_k M_k) * z'_template, on the latents
 * [1, C, h, w] after a scheduler step. Errors as blendNoise.
 * IdentityStory, section on Re-denoising Identity Injection.
 */
export const blendLatents = (
  templateLatents: Tensor,
  characterLatents: readonly Tensor[],
  masks: readonly Mask[],
): Tensor => blend(templateLatents, characterLatents, masks)

/**
 * Classifier-free guidance: uncond + scale * (cond - uncond). RangeError when dims differ.
 * Ho and Salimans, "Classifier-Free Diffusion Guidance" (2022), eq. 6.
 */
export function guide(uncond: Tensor, cond: Tensor, scale: number): Tensor {
  return combine(1 - scale, uncond, scale, cond)
}

function blend(
  template: Tensor,
  characters: readonly Tensor[],
  masks: readonly Mask[],
  [keptFrom, keptTo]: Channels = [0, 0],
): Tensor {
  if (characters.length !== masks.length) {
    throw new RangeError(`${characters.length} characters need as many masks, got ${masks.length}`)
  }
  const [channels, height, width] = template.dims.slice(-3)
  const plane = width * height
  const blended = Array.from({ length: template.data.length / plane }, (_, i) => i).filter(
    (i) => i % channels < keptFrom || i % channels >= keptTo,
  )
  const taken = new Uint8Array(plane)
  const data = template.data.slice()
  characters.forEach((character, k) => {
    const mask = masks[k]
    requireSameDims('blend', template, character)
    if (mask.width !== width || mask.height !== height) {
      throw new RangeError(
        `mask ${k} must be ${width}x${height} as the latents, got ${mask.width}x${mask.height}`,
      )
    }
    for (let pixel = 0; pixel < plane; pixel++) {
      if (mask.data[pixel] === 0) continue
      if (taken[pixel] === 1) throw new RangeError(`mask ${k} overlaps another mask`)
      taken[pixel] = 1
      for (const i of blended) data[i * plane + pixel] = character.data[i * plane + pixel]
    }
  })
  return tensor(data, template.dims)
}
