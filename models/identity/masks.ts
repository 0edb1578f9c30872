/** The masks of a picture's cast: cleaned once, growing with the steps, never overlapping. */

import { largestComponent } from './largest-component.ts'
import { areaOf, dilate, type Mask, resizeMask, subtractMask, uniteMasks } from './mask.ts'

export type { Mask }

/**
 * Rough masks of a layout model made whole and apart, in their order: the smallest first, each
 * loses what smaller ones took, keeps its largest part, grows by `dilation` pixels and loses
 * again. RangeError when sizes differ.
 * IdentityStory, layout of Re-denoising Identity Injection; mask cleaning of its published code.
 */
export function cleanMasks(masks: readonly Mask[], dilation = 10): Mask[] {
  return smallestFirst(masks, (mask, taken) => {
    const part = largestComponent(subtractMask(mask, taken))
    return subtractMask(dilate(part, dilation), taken)
  })
}

/**
 * Masks grown by `kernel` pixels, in their order: the smallest first, and what it took, a larger
 * one loses. RangeError when sizes differ.
 * IdentityStory, progressive masks of Re-denoising Identity Injection; its published code.
 */
export function progressiveMasks(masks: readonly Mask[], kernel: number): Mask[] {
  return smallestFirst(masks, (mask, taken) => subtractMask(dilate(mask, kernel), taken))
}

export interface Progress {
  /** The step that is about to be drawn, counted from 1. */
  readonly step: number
  /** The first step that injects identities, counted from 1. */
  readonly startStep: number
  readonly steps: number
  /** The kernel after the last step, in pixels of the image; the paper's 50 is for 1024 px. */
  readonly maxKernel: number
}

/** floor(maxKernel * (step - startStep) / (steps - startStep)) pixels; RangeError outside. */
export function progressiveKernel({ step, startStep, steps, maxKernel }: Progress): number {
  if (step < startStep || step > steps) {
    throw new RangeError(`step must be one of ${startStep}..${steps}, got ${step}`)
  }
  if (steps === startStep) return 0
  return Math.floor((maxKernel * (step - startStep)) / (steps - startStep))
}

/** A mask over latents, of which each stands for `downscale` x `downscale` pixels. */
export const toLatentSize = (mask: Mask, downscale: number): Mask =>
  resizeMask(mask, Math.floor(mask.width / downscale), Math.floor(mask.height / downscale))

function smallestFirst(masks: readonly Mask[], claim: (mask: Mask, taken: Mask) => Mask): Mask[] {
  const claimed = [...masks]
  const areas = masks.map(areaOf)
  const order = [...masks.keys()].sort((i, j) => areas[i] - areas[j])
  let taken: Mask | undefined
  for (const i of order) {
    taken ??= { ...masks[i], data: new Uint8Array(masks[i].data.length) }
    claimed[i] = claim(masks[i], taken)
    taken = uniteMasks(taken, claimed[i])
  }
  return claimed
}
