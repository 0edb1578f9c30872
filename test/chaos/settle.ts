import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Victims } from './faults.ts'
import { unfinished } from './rows.ts'
import { signal } from './servers.ts'

const settleMs = 600_000
/** The look at which a bot in a hurry is started again: rows are old enough by then. */
const restartedAt = 8

/**
 * Waits until nothing is under way; gives up when something is for long. In a hurry what is waited for
 * in minutes is made older. The client is for whoever looks next.
 */
export async function untilSettled(
  { postgres, bot }: Victims,
  isHurried: boolean,
  tell: (sentence: string) => void,
): Promise<pg.Client> {
  const rows = new pg.Client({ connectionString: postgres.url })
  await rows.connect()
  const end = performance.now() + settleMs
  let calm = 0
  let looks = 0
  for (let told = Number.NEGATIVE_INFINITY; calm < 3 && performance.now() < end; ) {
    if (isHurried) await age(rows)
    // Starting, the bot looks for what is left, which it otherwise does every half minute.
    if (isHurried && ++looks === restartedAt) signal([bot.pid()], 'SIGTERM')
    await sleep(1000)
    const left = await unfinished(rows)
    calm = left.size === 0 ? calm + 1 : 0
    if (performance.now() - told > 15_000) {
      told = performance.now()
      tell([...left].map(([what, count]) => `${count} ${what}`).join(', ') || 'all is told')
    }
  }
  return rows
}

/** What is waited for in minutes is over. */
async function age(rows: pg.Client): Promise<void> {
  await rows.query(`update commands set created_at = created_at - interval '1 minute'
    where (reply is null or told_at is null) and created_at < clock_timestamp() - interval '5 seconds'`)
}
