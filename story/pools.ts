/** Pools of workers: each draws with one model, and nothing waits behind another pool's work. Pure. */

/**
 * The model of a pool. Undefined is the pool of a deployment's first model, which draws all that is
 * asked of no other one: also what was asked before there were several, or of one that is gone.
 */
export type Pool = string | undefined

/** Something that waits for a worker of its pool. */
export interface Due {
  readonly id: string
  readonly pool: Pool
}

/** A face that is to be found, or a batch of its portraits; without one the first. */
export interface DueFace extends Due {
  readonly batch?: number
}

/** The pool that draws what was asked of a model, where these are besides the first one. */
export const poolOf = (model: string | null | undefined, others: readonly string[]): Pool =>
  others.find((one) => one === model)
