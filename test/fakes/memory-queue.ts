import { type Job, jobKey } from '../../story/jobs.ts'
import type { Queue } from '../../story/ports.ts'

export interface MemoryQueue extends Queue {
  /** The work rung for and not yet taken, in order; ringing twice is one job. */
  readonly jobs: readonly Job[]
  /** Takes the next job off the queue. */
  take(): Job | undefined
  /** Every ring so far, the repeated ones as well. */
  readonly rings: readonly Job[]
}

/** A doorbell that remembers who rang. */
export function memoryQueue(): MemoryQueue {
  const waiting = new Map<string, Job>()
  const rings: Job[] = []
  return {
    rings,
    get jobs() {
      return [...waiting.values()]
    },
    async ring(job) {
      rings.push(job)
      if (!waiting.has(jobKey(job))) waiting.set(jobKey(job), job)
    },
    take() {
      const [next] = waiting.entries()
      if (next === undefined) return undefined
      waiting.delete(next[0])
      return next[1]
    },
    async close() {},
  }
}
