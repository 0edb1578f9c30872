/** What a run starts one after another and stops together: at its end, or when it is interrupted. */

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Together {
  /** A new folder, removed at the end. */
  readonly folder: string
  /** Starts something and remembers how it is stopped. */
  start<T>(begin: () => Promise<T>, stop: (started: T) => unknown): Promise<T>
  /** Stops everything, the last one first, also what is only starting. */
  stop(): Promise<void>
}

/**
 * `name` begins the folder's. Ctrl-C or a polite kill stops everything and ends the process with 130, so
 * whoever waits for `start` or `stop` then does not go on.
 */
export async function openTogether(name: string): Promise<Together> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`))
  // As root PostgreSQL runs as another user, who has to pass through here.
  await chmod(folder, 0o711)
  const steps: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  let stopping: Promise<void> | undefined

  async function stopAll(): Promise<void> {
    for (const step of steps) await step().catch((error: unknown) => console.error(error))
    for (const signal of signals) process.off(signal, interrupt)
  }
  function stop(): Promise<void> {
    stopping ??= stopAll()
    return stopping
  }
  function interrupt(): void {
    // What breaks from now on breaks because something else was stopped.
    process.on('uncaughtException', () => {})
    stopping = stop().then(() => process.exit(130))
  }
  for (const signal of signals) process.on(signal, interrupt)

  return {
    folder,
    async start(begin, stopOne) {
      if (stopping !== undefined) {
        await stopping
        throw new Error('Everything was stopped: nothing more can be started.')
      }
      const starting = begin()
      // What does not start need not be stopped.
      steps.unshift(() => starting.then(stopOne, () => {}))
      return starting
    },
    stop,
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
