import { type Job, jobKey } from '../../story/jobs.ts'
import type { Queue } from '../../story/ports/queue.ts'

export interface MemoryQueue extends Queue {
  /** The work rung for and not yet taken, in order; ringing twice is one job. */
  readonly jobs: readonly Job[]
  /** Takes a job off the queue, the next one unless a key is named. */
  take(key?: string): Job | undefined
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
    take(key = [...waiting.keys()][0] ?? '') {
      const job = waiting.get(key)
      waiting.delete(key)
      return job
    },
    async close() {},
  }
}
