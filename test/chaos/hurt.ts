/** What the verdict knows of late acknowledgements: what was hurt, and when the machine was too busy. */

import { setTimeout as sleep } from 'node:timers/promises'

/** From and until, by `performance.now()`. */
export interface Times {
  readonly from: number
  readonly until: number
}

const isDuring = (all: readonly Times[], { from, until }: Times): boolean =>
  all.some((one) => one.from < until && one.until > from)

export interface Hurt {
  /**
   * Does it; what acknowledging needs counts as hurt until all is well again. With `comings` somebody
   * must have come back since: that a connection was cut is noticed only a moment later.
   */
  during(fault: () => Promise<void>, comings?: () => number): Promise<void>
  wasHurt(times: Times): boolean
}

const lookMs = 250
/** Who was paused finds out a moment later that a connection is too old, and opens it anew. */
const steadyMs = 1000

/** `isWell`: whether everything that acknowledging needs is there; for a second, so that it stays. */
export function openHurt(isWell: () => Promise<boolean>): Hurt {
  const all: { from: number; until: number }[] = []

  async function heal(time: { until: number }, isBack: () => boolean): Promise<void> {
    let wellSince: number | undefined
    for (;;) {
      await sleep(lookMs)
      const now = performance.now()
      if (!(isBack() && (await isWell()))) wellSince = undefined
      else if (wellSince === undefined) wellSince = now
      else if (now - wellSince >= steadyMs) break
    }
    time.until = performance.now()
  }

  return {
    async during(fault, comings) {
      const before = comings?.() ?? 0
      const time = { from: performance.now(), until: Number.POSITIVE_INFINITY }
      all.push(time)
      await fault()
      void heal(time, () => comings === undefined || comings() > before)
    },
    wasHurt: (times) => isDuring(all, times),
  }
}

export interface Machine {
  wasBusy(times: Times): boolean
  close(): void
}

const tickMs = 50
/** So late a timer of our own shows that the processes here do not get their turn. */
const lateMs = 500

export function watchMachine(): Machine {
  const all: Times[] = []
  let due = performance.now() + tickMs
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - due > lateMs) all.push({ from: due, until: now })
    due = now + tickMs
  }, tickMs)
  return { wasBusy: (times) => isDuring(all, times), close: () => clearInterval(timer) }
}
