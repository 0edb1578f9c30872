/** Acknowledgements that came later than the platforms allow, by what the run knows of the time. */

import type { Hurt, Machine } from './hurt.ts'
import type { Timed } from './telling.ts'

export interface Late {
  /** The bot, its database or the way to it was killed, paused, cut off or starting. */
  readonly whileHurt: number
  /** Our own timers were late too: the machine had too much to do. */
  readonly whileBusy: number
  readonly complaints: readonly string[]
}

const allowedMs = 3000

export function judgeLate(said: readonly Timed[], hurt: Hurt, machine: Machine): Late {
  const complaints: string[] = []
  const counts = { whileHurt: 0, whileBusy: 0 }
  for (const { number, place, saidAt, acknowledgedAt } of said) {
    // The page waits as long as it takes.
    if (place.platform === 'web') continue
    const at = acknowledgedAt()
    const ms = at === undefined ? Number.POSITIVE_INFINITY : at - saidAt
    if (ms <= allowedMs) continue
    const times = { from: saidAt, until: saidAt + allowedMs }
    if (hurt.wasHurt(times)) counts.whileHurt += 1
    else if (machine.wasBusy(times)) counts.whileBusy += 1
    else {
      const after = at === undefined ? 'not' : `after ${(ms / 1000).toFixed(1)} s`
      const when = `said after ${(saidAt / 1000).toFixed(1)} s`
      complaints.push(
        `${place.name}, command ${number}: ${when}, ${after} acknowledged, and nothing was hurt`,
      )
    }
  }
  return { ...counts, complaints }
}
