/** People who do something at a steady rate, whether or not they were answered, and what that costs. */

import { readFile } from 'node:fs/promises'

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Calls `act` `rate` times a second on average, as often as clocks allow, for so many seconds. */
export async function steadily(rate: number, seconds: number, act: () => void): Promise<void> {
  const began = performance.now()
  for (let done = 0; done < rate * seconds; ) {
    const due = Math.min(rate * seconds, ((performance.now() - began) / 1000) * rate)
    for (; done < due; done++) act()
    await pause(2)
  }
}

/** The value that a share of them does not exceed (nearest rank). RangeError without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new RangeError('there are no values')
  return found
}

/** A tick of Linux's clock for processes, fixed for everybody who reads /proc: man 5 proc. */
const tickMs = 10

/** The CPU time of a process so far, all its threads, ms; NaN where there is no /proc. */
export async function cpuMs(pid: number | undefined): Promise<number> {
  const [user, system] = await timesOf(pid)
  return user! + system!
}

/** The same of a server with all its children, also of those that have ended. */
export async function cpuOfFamily(parent: number, living: readonly number[]): Promise<number> {
  const own = await timesOf(parent)
  const others = await Promise.all(
    living.filter((pid) => pid !== parent).map(async (pid) => (await timesOf(pid)).slice(0, 2)),
  )
  // One that ended since it was listed is among those that the parent has waited for.
  return [...own, ...others.flat()].reduce((sum, time) => sum + (Number.isNaN(time) ? 0 : time), 0)
}

/** User and system time, then the same of children that were waited for: the 14th to 17th field of man 5 proc. */
async function timesOf(pid: number | undefined): Promise<number[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is a name in parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [11, 12, 13, 14].map((i) => Number(fields[i]) * tickMs)
}
