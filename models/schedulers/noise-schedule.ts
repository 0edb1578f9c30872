/** The training side of diffusion: how much noise each training timestep holds. */

import type { SchedulerConfig } from './scheduler.ts'

const { fround } = Math

/**
 * alpha-bar of every training timestep: the product of 1 - beta up to it (DDPM, eq. 4).
 * Rounded to single precision where torch rounds: that moves sigma by 1e-5, and pictures with it.
 */
export function alphaBars(config: SchedulerConfig): number[] {
  let product = 1
  return betas(config).map((beta) => {
    product *= fround(1 - fround(beta))
    return fround(product)
  })
}

/** sigma = sqrt((1 - abar) / abar) of every training timestep: noise over signal. */
export const trainingSigmas = (config: SchedulerConfig): number[] =>
  alphaBars(config).map((abar) => Math.sqrt((1 - abar) / abar))

function betas(config: SchedulerConfig): number[] {
  const { num_train_timesteps: count, beta_start: start, beta_end: end } = config
  switch (config.beta_schedule) {
    case 'linear':
      return linspace(start, end, count)
    case 'scaled_linear':
      return linspace(Math.sqrt(start), Math.sqrt(end), count).map((root) => fround(root) ** 2)
    case 'squaredcos_cap_v2':
      return Array.from({ length: count }, (_, t) =>
        Math.min(1 - cosineAlphaBar((t + 1) / count) / cosineAlphaBar(t / count), 0.999),
      )
  }
}

/** Nichol and Dhariwal, "Improved Denoising Diffusion Probabilistic Models" (2021), eq. 17. */
const cosineAlphaBar = (time: number): number =>
  Math.cos((((time + 0.008) / 1.008) * Math.PI) / 2) ** 2

/** `count` numbers from `from` to `to`, both included. */
export const linspace = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) =>
    count === 1 ? from : from + ((to - from) * i) / (count - 1),
  )

/** The value between training timesteps: values[floor(t)] and its successor, mixed. */
export function interpolate(values: readonly number[], timestep: number): number {
  const low = Math.min(Math.max(Math.floor(timestep), 0), values.length - 1)
  const high = Math.min(low + 1, values.length - 1)
  return values[low] + (values[high] - values[low]) * (timestep - low)
}
