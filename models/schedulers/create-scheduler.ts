/** Samplers by name. */

import { ddimScheduler } from './ddim.ts'
import { dpmSolverScheduler } from './dpm-solver.ts'
import { eulerScheduler } from './euler.ts'
import { lcmScheduler } from './lcm.ts'
import type { Scheduler, SchedulerConfig } from './scheduler.ts'

const samplers = {
  euler: eulerScheduler,
  ddim: ddimScheduler,
  'dpm++2m': dpmSolverScheduler,
  lcm: lcmScheduler,
} satisfies Record<string, (config: SchedulerConfig, steps: number) => Scheduler>

export type Sampler = keyof typeof samplers

/** RangeError as the sampler itself: steps outside 1 .. num_train_timesteps, or of `lcm` outside 1 .. original_inference_steps. */
export const createScheduler = (
  sampler: Sampler,
  config: SchedulerConfig,
  steps: number,
): Scheduler => samplers[sampler](config, steps)
