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
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is a name in parentheses; user and system time are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tickMs
}
