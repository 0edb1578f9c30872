import type { Job } from '../jobs.ts'
import type { Pool } from '../pools.ts'

/** Where something stands that waits to be drawn. */
export interface Place {
  /** How many frames and characters are drawn before it: 0 = next. */
  readonly before: number
  /** How many are being drawn just now, side by side. */
  readonly atOnce: number
  /** Whose line it stands in. */
  readonly pool: Pool
}

/** All that waits for a worker, of each pool in fair order: workspaces in turn, then people within one. */
export interface Line {
  /**
   * What a worker does that was rung for `job`: that job, unless another one of its pool is due before it. What
   * does not wait, because it was begun or is finished, is itself. `taken` are others' already: they
   * count as served.
   */
  due(job: Job, taken: readonly Job[]): Promise<Job>
  /** Undefined when the frame neither waits nor is queued. */
  place(frameId: string): Promise<Place | undefined>
}
