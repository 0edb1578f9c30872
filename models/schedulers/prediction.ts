/** What a network's prediction says about the clean latents. */

import { combine, requireSameDims, type Tensor } from '../math/tensor.ts'
import type { PredictionType } from './scheduler.ts'

/**
 * The clean latents x0, where latents = alpha * x0 + sigma * epsilon, alpha^2 + sigma^2 = 1, and
 * alpha = 1 / sqrt(ratio^2 + 1), sigma = ratio * alpha.
 * Salimans and Ho, "Progressive Distillation" (2022), appendix D, for v.
 */
export function originalOf(
  type: PredictionType,
  prediction: Tensor,
  latents: Tensor,
  ratio: number,
): Tensor {
  requireSameDims('predictOriginal', prediction, latents)
  const alpha = 1 / Math.sqrt(ratio ** 2 + 1)
  const sigma = ratio * alpha
  switch (type) {
    case 'epsilon':
      return combine(1 / alpha, latents, -ratio, prediction)
    case 'v_prediction':
      return combine(alpha, latents, -sigma, prediction)
    case 'sample':
      return prediction
  }
}

/** RangeError unless `step` is a step of the plan. */
export function requireStep(step: number, timesteps: readonly number[]): void {
  if (!Number.isInteger(step) || step < 0 || step >= timesteps.length) {
    throw new RangeError(`step must be a whole number of 0..${timesteps.length - 1}, got ${step}`)
  }
}
