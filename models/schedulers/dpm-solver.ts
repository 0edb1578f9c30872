/** DPM-Solver++ 2M: second order, one network evaluation a step. */

import { combine } from '../math/tensor.ts'
import { karrasSigmas, timestepOfSigma } from './karras.ts'
import { interpolate, trainingSigmas } from './noise-schedule.ts'
import type { Scheduler, SchedulerConfig } from './scheduler.ts'
import { roundHalfEven, solverTimesteps } from './timesteps.ts'
import { variancePreserving } from './variance-preserving.ts'

/**
 * Latents are alpha * x0 + sigma * noise, alpha^2 + sigma^2 = 1, and reach the network as they
 * are. The first step, the last, and any without `previousOriginal` are of first order.
 * RangeError when steps is no whole number of 1 .. num_train_timesteps, or a step is not of the
 * plan. Lu et al., "DPM-Solver++" (2022), algorithm 2; diffusers' DPMSolverMultistepScheduler.
 */
export function dpmSolverScheduler(config: SchedulerConfig, steps: number): Scheduler {
  const { timesteps, sigmas } = plan(config, steps)
  const alphas = sigmas.map((ratio) => 1 / Math.sqrt(ratio ** 2 + 1))
  /** lambda = log(alpha / sigma), half the log of the signal-to-noise ratio. */
  const lambda = (step: number) => -Math.log(sigmas[step])
  const shared = variancePreserving(config, timesteps, sigmas)

  return {
    ...shared,
    freshNoises: 0,
    step(noise, step, latents, { previousOriginal } = {}) {
      const original = shared.predictOriginal(noise, step, latents)
      const decay = sigmas[step + 1] / sigmas[step]
      const remaining = (decay * alphas[step + 1]) / alphas[step]
      const gain = alphas[step + 1] * (1 - decay)
      if (step === 0 || step === steps - 1 || previousOriginal === undefined) {
        return combine(remaining, latents, gain, original)
      }
      // D = (1 + 1 / 2r) x0_i - 1 / 2r x0_(i-1), where r = h_(i-1) / h_i
      const r = (lambda(step) - lambda(step - 1)) / (lambda(step + 1) - lambda(step))
      const direction = combine(1 + 1 / (2 * r), original, -1 / (2 * r), previousOriginal)
      return combine(remaining, latents, gain, direction)
    },
  }
}

function plan(config: SchedulerConfig, steps: number): { timesteps: number[]; sigmas: number[] } {
  const training = trainingSigmas(config)
  const timesteps = solverTimesteps(config, steps)
  if (!config.use_karras_sigmas) {
    return { timesteps, sigmas: [...timesteps.map((t) => interpolate(training, t)), 0] }
  }
  // Here the Karras steps span the whole training range, not that of the spaced timesteps.
  const spaced = karrasSigmas(training[training.length - 1], training[0], steps)
  return {
    timesteps: spaced.map((sigma) => roundHalfEven(timestepOfSigma(training, sigma))),
    sigmas: [...spaced, 0],
  }
}
