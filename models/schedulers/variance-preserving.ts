/** What samplers share whose latents are alpha * x0 + sigma * noise with alpha^2 + sigma^2 = 1. */

import { originalOf, requireStep } from './prediction.ts'
import type { Scheduler, SchedulerConfig } from './scheduler.ts'

/** Latents begin as standard normal noise and reach the network as they are. `sigmas` are noise over signal. */
export function variancePreserving(
  { prediction_type: type = 'epsilon' }: SchedulerConfig,
  timesteps: readonly number[],
  sigmas: readonly number[],
): Omit<Scheduler, 'freshNoises' | 'step'> {
  return {
    timesteps,
    sigmas,
    initNoiseSigma: 1,
    scaleModelInput(latents, step) {
      requireStep(step, timesteps)
      return latents
    },
    predictOriginal(noise, step, latents) {
      requireStep(step, timesteps)
      return originalOf(type, noise, latents, sigmas[step])
    },
  }
}
