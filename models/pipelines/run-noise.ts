/** All the noise of a run: what its first latents are made of, and what its sampler adds on the way. */

import { concat, type Tensor } from '../math/tensor.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'

/** Standard normal numbers, [B, C, h, w] each. */
export interface RunNoise {
  readonly initial: Tensor
  /** One for each step that adds some, in the order of steps. */
  readonly fresh: readonly Tensor[]
}

/** A run's noise in the order in which diffusers' pipelines draw it: all that a seed decides. */
export const drawNoise = (
  { freshNoises }: Pick<Scheduler, 'freshNoises'>,
  draw: () => Tensor,
  drawInitial = draw,
): RunNoise => ({
  initial: drawInitial(),
  fresh: Array.from({ length: freshNoises }, draw),
})

/** The noise of several runs as that of one with all their rows. RangeError when there are none. */
export const joinNoise = (runs: readonly RunNoise[]): RunNoise => ({
  initial: concat(runs.map(({ initial }) => initial)),
  fresh: runs[0].fresh.map((_, step) => concat(runs.map(({ fresh }) => fresh[step]))),
})
