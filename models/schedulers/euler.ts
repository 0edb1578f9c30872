/** Euler's method on the probability flow: the paper's sampler. */

import { combine, scale } from '../math/tensor.ts'
import { karrasSigmas, timestepOfSigma } from './karras.ts'
import { interpolate, trainingSigmas } from './noise-schedule.ts'
import { originalOf, requireStep } from './prediction.ts'
import type { Scheduler, SchedulerConfig } from './scheduler.ts'
import { spacedTimesteps } from './timesteps.ts'

/**
 * Latents are x0 + sigma * noise and reach the network divided by sqrt(sigma^2 + 1).
 * RangeError when steps is no whole number of 1 .. num_train_timesteps, or a step is not of the
 * plan. Karras et al. (2022), algorithm 1 without its correction; diffusers'
 * EulerDiscreteScheduler.
 */
export function eulerScheduler(config: SchedulerConfig, steps: number): Scheduler {
  const { timesteps, sigmas } = plan(config, steps)
  const { prediction_type: type = 'epsilon', timestep_spacing: spacing } = config
  const modelScale = (step: number) => 1 / Math.sqrt(sigmas[step] ** 2 + 1)

  const scheduler: Scheduler = {
    timesteps,
    sigmas,
    initNoiseSigma: spacing === 'leading' ? Math.sqrt(sigmas[0] ** 2 + 1) : sigmas[0],
    freshNoises: 0,
    scaleModelInput(latents, step) {
      requireStep(step, timesteps)
      return scale(latents, modelScale(step))
    },
    predictOriginal(noise, step, latents) {
      return originalOf(type, noise, scheduler.scaleModelInput(latents, step), sigmas[step])
    },
    /** x + (x - x0) / sigma * (sigma' - sigma), gathered by x and x0. */
    step(noise, step, latents) {
      const original = scheduler.predictOriginal(noise, step, latents)
      const remaining = sigmas[step + 1] / sigmas[step]
      return combine(remaining, latents, 1 - remaining, original)
    },
  }
  return scheduler
}

function plan(config: SchedulerConfig, steps: number): { timesteps: number[]; sigmas: number[] } {
  const training = trainingSigmas(config)
  const timesteps = spacedTimesteps(config, steps)
  const sigmas = timesteps.map((timestep) => interpolate(training, timestep))
  if (!config.use_karras_sigmas) return { timesteps, sigmas: [...sigmas, 0] }
  const spaced = karrasSigmas(sigmas[0], sigmas[steps - 1], steps)
  return {
    timesteps: spaced.map((sigma) => timestepOfSigma(training, sigma)),
    sigmas: [...spaced, 0],
  }
}
