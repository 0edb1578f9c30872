/** DDIM without noise of its own (eta = 0). */

import { combine } from '../math/tensor.ts'
import { alphaBars } from './noise-schedule.ts'
import type { Scheduler, SchedulerConfig } from './scheduler.ts'
import { roundHalfEven, spacedTimesteps } from './timesteps.ts'
import { variancePreserving } from './variance-preserving.ts'

/**
 * Latents are sqrt(abar) * x0 + sqrt(1 - abar) * noise and reach the network as they are.
 * RangeError when steps is no whole number of 1 .. num_train_timesteps, a step is not of the
 * plan, or Karras sigmas are asked for.
 * Song et al., "Denoising Diffusion Implicit Models" (2021), eq. 12; diffusers' DDIMScheduler.
 */
export function ddimScheduler(config: SchedulerConfig, steps: number): Scheduler {
  if (config.use_karras_sigmas) throw new RangeError('ddim has no Karras sigmas')
  const { set_alpha_to_one: cleanEnd = true } = config
  const bars = alphaBars(config)
  const timesteps = spacedTimesteps(config, steps).map(roundHalfEven)
  // Each step goes down by the same stride, also where the spacing is uneven.
  const stride = Math.floor(config.num_train_timesteps / steps)
  const barAfter = (step: number) => bars[timesteps[step] - stride] ?? (cleanEnd ? 1 : bars[0])
  const ratioOf = (bar: number) => Math.sqrt((1 - bar) / bar)
  const sigmas = timesteps.map((timestep) => ratioOf(bars[timestep]))
  const shared = variancePreserving(config, timesteps, [...sigmas, ratioOf(barAfter(steps - 1))])

  return {
    ...shared,
    freshNoises: 0,
    /** sqrt(abar') * x0 + sqrt(1 - abar') * noise, gathered by x and x0. */
    step(noise, step, latents) {
      const original = shared.predictOriginal(noise, step, latents)
      const bar = bars[timesteps[step]]
      const next = barAfter(step)
      const remaining = Math.sqrt((1 - next) / (1 - bar))
      return combine(remaining, latents, Math.sqrt(next) - remaining * Math.sqrt(bar), original)
    },
  }
}
