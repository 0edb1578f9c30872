import { setTimeout as pause } from 'node:timers/promises'
import { UserError } from '../../story/errors.ts'
import { type Job, jobKey } from '../../story/jobs.ts'
import { isOutage } from '../../story/outage.ts'
import type { JobHandler, WorkQueue } from '../../worker/queue.ts'
import { memoryQueue } from '../fakes/memory-queue.ts'

/** The memory queue with workers of its own: retries without waiting, loses all when it ends. */
export function memoryWorkQueue(attempts = 3): WorkQueue {
  const queue = memoryQueue()
  const running = new Set<string>()
  const wakers = new Set<() => void>()
  const wake = () => {
    for (const waker of [...wakers]) waker()
  }

  /** The job that is due among those whose work is not being done. */
  async function take(handler: JobHandler): Promise<Job | undefined> {
    const [first] = queue.jobs.filter((job) => !running.has(jobKey(job)))
    if (first === undefined) return undefined
    const due = jobKey(await handler.due(first, []).catch(() => first))
    return queue.take(due) ?? queue.take(jobKey(first))
  }
  async function perform(job: Job, handler: JobHandler, signal: AbortSignal): Promise<void> {
    let attempt = 1
    for (;;) {
      try {
        return await handler.handle(job, signal)
      } catch (error) {
        if (signal.aborted) return queue.ring(job)
        const isLast = attempt === attempts && !isOutage(error)
        if (isLast || error instanceof UserError) {
          return handler.giveUp(job, error instanceof Error ? error : new Error(`${error}`))
        }
        if (isOutage(error)) await pause(10)
        else attempt += 1
      }
    }
  }

  return {
    async ring(job) {
      await queue.ring(job)
      wake()
    },
    async consume(handler) {
      const closing = new AbortController()
      let working = Promise.resolve()
      let isBusy = false
      const work = async () => {
        isBusy = true
        while (!closing.signal.aborted) {
          const job = await take(handler)
          if (job === undefined) break
          running.add(jobKey(job))
          await perform(job, handler, closing.signal)
          running.delete(jobKey(job))
          wake()
        }
        isBusy = false
      }
      const waker = () => {
        if (!isBusy) working = work()
      }
      wakers.add(waker)
      waker()
      return {
        async close() {
          wakers.delete(waker)
          closing.abort(new Error('the worker is closing'))
          await working
        },
      }
    },
    waiting: async () => queue.jobs.length,
    async close() {},
  }
}
