/** Latent consistency: few steps, each to clean latents at once, with fresh noise after each but the last. */

import { combine } from '../math/tensor.ts'
import { trainingSigmas } from './noise-schedule.ts'
import type { Scheduler, SchedulerConfig } from './scheduler.ts'
import { consistencyTimesteps } from './timesteps.ts'
import { variancePreserving } from './variance-preserving.ts'

/** The standard deviation of clean latents, as diffusers has it for every model. */
const SIGMA_DATA = 0.5

/**
 * Latents are alpha * x0 + sigma * noise, alpha^2 + sigma^2 = 1, and reach the network as they
 * are. RangeError when steps is no whole number of 1 .. original_inference_steps, a step is not of
 * the plan or has no fresh noise, or Karras sigmas are asked for.
 * Luo et al., "Latent Consistency Models" (2023), multistep sampling; diffusers' LCMScheduler.
 */
export function lcmScheduler(config: SchedulerConfig, steps: number): Scheduler {
  if (config.use_karras_sigmas) throw new RangeError('lcm has no Karras sigmas')
  const { timestep_scaling: scaling = 10 } = config
  const training = trainingSigmas(config)
  const timesteps = consistencyTimesteps(config, steps)
  const sigmas = [...timesteps.map((timestep) => training[timestep]), 0]
  const shared = variancePreserving(config, timesteps, sigmas)

  return {
    ...shared,
    freshNoises: steps - 1,
    step(noise, step, latents, { freshNoise } = {}) {
      const original = shared.predictOriginal(noise, step, latents)
      const { skip, out } = boundary(timesteps[step] * scaling)
      const denoised = combine(out, original, skip, latents)
      if (step === steps - 1) return denoised
      if (freshNoise === undefined) throw new RangeError(`step ${step} of lcm needs fresh noise`)
      const alpha = 1 / Math.sqrt(sigmas[step + 1] ** 2 + 1)
      return combine(alpha, denoised, sigmas[step + 1] * alpha, freshNoise)
    },
  }
}

/** c_skip and c_out: at time 0 the latents are what they are (the consistency function's boundary). */
const boundary = (time: number): { readonly skip: number; readonly out: number } => ({
  skip: SIGMA_DATA ** 2 / (time ** 2 + SIGMA_DATA ** 2),
  out: time / Math.sqrt(time ** 2 + SIGMA_DATA ** 2),
})
