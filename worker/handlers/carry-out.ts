import type { Hooks } from '../../story/artist.ts'
import { UserError } from '../../story/errors.ts'
import { openReport, type Reported } from './report.ts'
import { watchWanted } from './wanted.ts'
import { announce, type Workshop } from './workshop.ts'

export interface Task extends Reported {
  /** Whether the rows behind it still ask for this very work. */
  isWanted(): Promise<boolean>
  /** Does it and writes the result down. False when its subject is not finished with it: others go on. */
  work(hooks: Hooks): Promise<boolean>
  /** Writes down why it cannot be done, a sentence. */
  fail(problem: string): Promise<unknown>
}

/**
 * Does a task under everybody's eyes: progress, cancelling, and the end told to all. Rejects with
 * what is no UserError, so that the queue tries again.
 */
export async function carryOut(task: Task, workshop: Workshop, signal: AbortSignal): Promise<void> {
  const { id, kind, threadId } = task
  const report = openReport(task, workshop)
  const watch = watchWanted(task, () => task.isWanted(), workshop, signal)
  const startedAt = performance.now()
  let isFinished = true
  try {
    isFinished = await task.work({ onProgress: report.onProgress, signal: watch.signal })
    const milliseconds = Math.round(performance.now() - startedAt)
    workshop.log.info({ kind, id, threadId, milliseconds }, 'done')
  } catch (error) {
    if (!watch.isWanted()) {
      workshop.log.info({ kind, id }, 'stopped, no longer wanted')
    } else if (error instanceof UserError) {
      workshop.log.info({ kind, id, problem: error.message }, 'cannot be done')
      await task.fail(error.message)
    } else {
      throw error
    }
  } finally {
    watch.end()
    await report.end()
    if (isFinished) await workshop.store.progress.clear(id)
  }
  if (isFinished) await announce(task, workshop)
}
