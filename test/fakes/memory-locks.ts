import type { Locks } from '../../story/ports/locks.ts'

/** Locks of one process, which is never silent. */
export function memoryLocks(now: () => number = Date.now): Locks {
  const until = new Map<string, number>()
  const claim = (key: string, end: number): boolean => {
    if ((until.get(key) ?? Number.NEGATIVE_INFINITY) >= now()) return false
    until.set(key, end)
    return true
  }
  return {
    async take(key) {
      if (!claim(key, Number.POSITIVE_INFINITY)) return undefined
      let isHeld = true
      return {
        get isHeld() {
          return isHeld
        },
        async release() {
          if (isHeld) until.delete(key)
          isHeld = false
        },
      }
    },
    held: async (keys) => keys.filter((key) => (until.get(key) ?? 0) >= now()),
    first: async (key, withinMs) => claim(key, now() + withinMs),
  }
}
