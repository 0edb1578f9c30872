/** What every sampler is: a plan for n steps, built whole, never changed, addressed by step. */

import type { Tensor } from '../math/tensor.ts'

export type PredictionType = 'epsilon' | 'v_prediction' | 'sample'
export type TimestepSpacing = 'leading' | 'trailing' | 'linspace'
export type BetaSchedule = 'linear' | 'scaled_linear' | 'squaredcos_cap_v2'

/** A scheduler_config.json in diffusers' own field names, as far as these samplers use them. */
export interface SchedulerConfig {
  readonly num_train_timesteps: number
  readonly beta_start: number
  readonly beta_end: number
  readonly beta_schedule: BetaSchedule
  /** LCM has a spacing of its own. */
  readonly timestep_spacing: TimestepSpacing
  /** Default 0; used by leading spacing only. */
  readonly steps_offset?: number
  /** Default epsilon. */
  readonly prediction_type?: PredictionType
  /** Default false; Euler and DPM-Solver++ only. */
  readonly use_karras_sigmas?: boolean
  /** Default true: DDIM's last step ends without noise; false: with the first timestep's. */
  readonly set_alpha_to_one?: boolean
  /** LCM only, default 50: how many timesteps the model was distilled on. */
  readonly original_inference_steps?: number
  /** LCM only, default 10: how fast the boundary condition lets go of the latents. */
  readonly timestep_scaling?: number
}

/** What a step may need besides its own latents and prediction. */
export interface StepInput {
  /**
   * What `predictOriginal` gave a step earlier: second-order samplers need it, and take a
   * first-order step without it.
   */
  readonly previousOriginal?: Tensor | undefined
  /** Standard normal numbers: samplers with `freshNoises` need them in every step but the last. */
  readonly freshNoise?: Tensor | undefined
}

export interface Scheduler {
  /** Training timesteps, one a step, from noisy to clean; fractional with Karras sigmas. */
  readonly timesteps: readonly number[]
  /** Noise over signal at each step, and after the last: steps + 1 numbers. */
  readonly sigmas: readonly number[]
  /** What standard normal noise is multiplied by to become the first latents. */
  readonly initNoiseSigma: number
  /** How many steps add fresh noise, counted from the first: all but the last, or none. */
  readonly freshNoises: number
  /** The network's input for these latents. */
  scaleModelInput(latents: Tensor, step: number): Tensor
  /** The next latents. `noise` is the network's prediction after guidance, with the latents' dims. */
  step(noise: Tensor, step: number, latents: Tensor, input?: StepInput): Tensor
  /** The clean latents (x0) that this prediction means; decoded, a preview. */
  predictOriginal(noise: Tensor, step: number, latents: Tensor): Tensor
}
