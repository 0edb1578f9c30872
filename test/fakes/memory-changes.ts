import type { Change, Changes } from '../../story/ports/progress.ts'

export interface MemoryChanges extends Changes {
  /** Every change so far, oldest first. */
  readonly published: readonly Change[]
}

/** Changes within one process; listeners are called before `publish` resolves. */
export function memoryChanges(): MemoryChanges {
  const listeners = new Set<(change: Change) => void>()
  const published: Change[] = []
  return {
    published,
    async publish(change) {
      published.push(change)
      for (const listener of [...listeners]) listener(change)
    },
    subscribe(listener) {
      // A listener that subscribes twice is told twice, and each ends its own.
      const own = (change: Change) => listener(change)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    async close() {
      listeners.clear()
    },
  }
}
