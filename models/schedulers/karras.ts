/** Karras sigmas: steps spaced so that sigma^(1/7) falls evenly. */

import { linspace } from './noise-schedule.ts'

const RHO = 7

/** Karras et al., "Elucidating the Design Space of Diffusion-Based Models" (2022), eq. 5. */
export const karrasSigmas = (sigmaMax: number, sigmaMin: number, steps: number): number[] =>
  linspace(sigmaMax ** (1 / RHO), sigmaMin ** (1 / RHO), steps).map((root) => root ** RHO)

/**
 * The training timestep, fractional, at which training had this much noise: linear in log sigma.
 * Port of _sigma_to_t from diffusers' EulerDiscreteScheduler.
 */
export function timestepOfSigma(training: readonly number[], sigma: number): number {
  const above = training.findIndex((trained) => trained > sigma)
  const low = Math.min(Math.max(above === -1 ? training.length : above, 1) - 1, training.length - 2)
  const logLow = Math.log(training[low])
  const logHigh = Math.log(training[low + 1])
  const fraction = (Math.log(sigma) - logLow) / (logHigh - logLow)
  return low + Math.min(Math.max(fraction, 0), 1)
}
