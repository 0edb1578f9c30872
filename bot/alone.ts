/** Works of one key one after another, in this process and all others; those of other keys beside them. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { Lock, Locks } from '../story/ports/locks.ts'

export interface Alone {
  /** Does the work when nobody else does work of that key; nobody does until `pauseMs` after it. */
  run<T>(key: string, work: () => Promise<T>, pauseMs?: number): Promise<T>
  /** Resolves when nothing is done or paused any more. */
  idle(): Promise<void>
}

/** How long is waited before a lock that another process has is asked for again. */
const pollMs = 50

export function openAlone(locks: Locks): Alone {
  /** By key: when the last work is over, its pause too. */
  const lines = new Map<string, Promise<unknown>>()

  async function locked(key: string): Promise<Lock> {
    for (;;) {
      const lock = await locks.take(key)
      if (lock !== undefined) return lock
      await sleep(pollMs)
    }
  }

  return {
    async run(key, work, pauseMs = 0) {
      const before = lines.get(key)
      let lock: Lock | undefined
      const mine = (async () => {
        await before
        lock = await locked(key)
        return work()
      })()
      const free = (async () => {
        await mine.catch(() => undefined)
        if (lock !== undefined && pauseMs > 0) await sleep(pauseMs)
        // A lock that cannot be released runs out.
        await lock?.release().catch(() => undefined)
      })()
      lines.set(key, free)
      void free.then(() => {
        if (lines.get(key) === free) lines.delete(key)
      })
      if (pauseMs === 0) await free
      return mine
    },
    async idle() {
      while (lines.size > 0) await Promise.all(lines.values())
    },
  }
}

/** One of several processes does something all the time; another one when that is gone. */
export interface Leader {
  /** Whether it is this one. */
  leads(): Promise<boolean>
  close(): Promise<void>
}

export function openLeader(locks: Locks, key: string): Leader {
  let lock: Lock | undefined
  return {
    async leads() {
      if (lock?.isHeld !== true) lock = await locks.take(key)
      return lock !== undefined
    },
    close: async () => lock?.release(),
  }
}
