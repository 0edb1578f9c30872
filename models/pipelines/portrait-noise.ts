/** The noise of portraits: all of it hangs on one seed, and a part of it is the same in all of them. */

import { type Generator, torchGenerator } from '../math/random.ts'
import { combine, type Tensor } from '../math/tensor.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import { drawNoise, type RunNoise } from './run-noise.ts'

/** A supplier of each portrait's noise [1, C, h, w], in order. RangeError unless sharedNoise is in 0..1. */
export function portraitNoises(
  scheduler: Scheduler,
  seed: number,
  dims: readonly number[],
  sharedNoise: number,
): () => RunNoise {
  // One generator for all: with a seed a portrait, seed and seed + 1 would share all but one.
  const generator = torchGenerator(seed)
  const mixed = mixedNoise(generator, dims, sharedNoise)
  return () => drawNoise(scheduler, () => generator.randn(dims), mixed)
}

/**
 * A supplier of unit noise of which `share` of the variance is the same every time: portraits of
 * one seed become one person, without their looking the same. RangeError unless share is in 0..1.
 * Ge et al., "Preserve Your Own Correlation" (2023), section 4.1, mixed noise model.
 */
export function mixedNoise(
  generator: Generator,
  dims: readonly number[],
  share: number,
): () => Tensor {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`sharedNoise must be in 0..1, got ${share}`)
  if (share === 0) return () => generator.randn(dims)
  const shared = generator.randn(dims)
  return () => combine(Math.sqrt(share), shared, Math.sqrt(1 - share), generator.randn(dims))
}
