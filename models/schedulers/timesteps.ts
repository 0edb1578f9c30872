/** Which training timesteps the steps stand on. */

import { linspace } from './noise-schedule.ts'
import type { SchedulerConfig } from './scheduler.ts'

/**
 * `steps` timesteps from noisy to clean.
 * RangeError unless steps is a whole number of 1 .. num_train_timesteps.
 * Lin et al., "Common Diffusion Noise Schedules and Sample Steps are Flawed" (2024), table 2.
 */
export function spacedTimesteps(config: SchedulerConfig, steps: number): number[] {
  const { num_train_timesteps: count, timestep_spacing: spacing, steps_offset: offset = 0 } = config
  requireSteps(count, steps)
  switch (spacing) {
    case 'linspace':
      return linspace(count - 1, 0, steps)
    case 'leading': {
      const stride = Math.floor(count / steps)
      return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * stride + offset)
    }
    case 'trailing':
      return Array.from({ length: steps }, (_, i) => roundHalfEven(count - (i * count) / steps) - 1)
  }
}

/**
 * DPM-Solver's own way: linspace and leading leave room for one step more, at the clean end.
 * Port of set_timesteps from diffusers' DPMSolverMultistepScheduler.
 */
export function solverTimesteps(config: SchedulerConfig, steps: number): number[] {
  requireSteps(config.num_train_timesteps, steps)
  if (config.timestep_spacing === 'trailing') return spacedTimesteps(config, steps)
  const room = Math.min(steps + 1, config.num_train_timesteps)
  return spacedTimesteps(config, room).slice(0, steps).map(roundHalfEven)
}

/**
 * Of the timesteps that a consistency model was distilled on, `steps` at about even distances.
 * RangeError unless steps is a whole number of 1 .. original_inference_steps, and those are at most
 * num_train_timesteps. Port of set_timesteps from diffusers' LCMScheduler.
 */
export function consistencyTimesteps(config: SchedulerConfig, steps: number): number[] {
  const { num_train_timesteps: count, original_inference_steps: original = 50 } = config
  if (original > count) {
    throw new RangeError(`original_inference_steps must be at most ${count}, got ${original}`)
  }
  requireSteps(original, steps)
  const stride = Math.floor(count / original)
  return Array.from({ length: steps }, (_, i) => {
    const skipped = Math.floor(i * (original / steps))
    return (original - skipped) * stride - 1
  })
}

/** Half-way numbers go to the even neighbour, as numpy rounds. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

function requireSteps(count: number, steps: number): void {
  if (!Number.isInteger(steps) || steps < 1 || steps > count) {
    throw new RangeError(`steps must be a whole number of 1..${count}, got ${steps}`)
  }
}
