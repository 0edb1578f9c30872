import type { Pool } from '../story/pools.ts'
import type { Queue } from '../story/ports/queue.ts'
import { type BullWorkQueue, firstQueue, openQueue, type QueueSettings } from './queue.ts'

/** How many jobs of a pool nobody works on. */
export interface PoolJobs {
  readonly pool: Pool
  readonly count: number
}

export interface PoolQueues extends Queue {
  /** The queue of a pool, which its workers consume. */
  of(pool: Pool): BullWorkQueue
  /** Of every pool; rejects while the queues are away. */
  waiting(): Promise<PoolJobs[]>
  readonly all: readonly BullWorkQueue[]
}

/**
 * The doorbells of a deployment with these models besides its first one: each pool has a queue of its
 * own, so that no job stands behind another pool's.
 */
export async function openPools(
  { name = firstQueue, ...settings }: QueueSettings,
  others: readonly string[],
): Promise<PoolQueues> {
  const queues = new Map<Pool, BullWorkQueue>()
  for (const pool of [undefined, ...others]) {
    const its = pool === undefined ? name : `${name}-${pool}`
    queues.set(pool, await openQueue({ ...settings, name: its }))
  }
  const of = (pool: Pool): BullWorkQueue => {
    const queue = queues.get(pool)
    if (queue === undefined) throw new RangeError(`there is no pool ${pool}`)
    return queue
  }
  const all = [...queues.values()]

  return {
    of,
    all,
    ring: async (job) => of(job.pool).ring(job),
    waiting: () =>
      Promise.all(
        [...queues].map(async ([pool, queue]) => ({ pool, count: await queue.waiting() })),
      ),
    async close() {
      await Promise.all(all.map((queue) => queue.close()))
    },
  }
}
