import { createRandom } from '../../../training/random.ts'
import { answerMs } from '../../doubles/discord/routes/interactions.ts'
import { quantile, steadily } from './load.ts'
import { openScene } from './scene.ts'
import type { Troupe } from './troupe.ts'

/** How long Discord waited for the first answer at one rate, and what that cost. */
export interface Acknowledged {
  readonly load: string
  readonly asked: number
  /** Milliseconds from INTERACTION_CREATE to the callback; undefined when nothing was answered. */
  readonly p50: number | undefined
  readonly p99: number | undefined
  readonly longest: number | undefined
  /** Those that were not answered in Discord's three seconds. */
  readonly late: number
  /** The bot's CPU milliseconds for each, with all that it does afterwards. */
  readonly botCpu: number
}

const typing = 4
/** How long the bot may take to catch up after a row. */
const patienceMs = 120_000

/** At each rate for so many seconds, the first row with people who complete names beside it. */
export async function measureAcknowledgement(
  { discord, databaseUrl, cpu }: Troupe,
  rates: readonly number[],
  seconds: number,
): Promise<Acknowledged[]> {
  const scene = await openScene(discord, databaseUrl)
  const random = createRandom(1)

  async function measure(
    load: string,
    type: number,
    run: () => Promise<unknown>,
  ): Promise<Acknowledged> {
    const before = discord.interactions.length
    const spent = (await cpu()).bot
    await run()
    await caughtUp()
    const botCpu = ((await cpu()).bot - spent) / (discord.interactions.length - before)
    const asked = discord.interactions.slice(before).filter((one) => one.type === type)
    const waits = asked.flatMap(({ createdAt, answeredAt }) =>
      answeredAt === undefined ? [] : [answeredAt - createdAt],
    )
    const share = (part: number) => (waits.length === 0 ? undefined : quantile(waits, part))
    const times = { p50: share(0.5), p99: share(0.99), longest: share(1) }
    return { load, asked: asked.length, ...times, late: asked.length - waits.length, botCpu }
  }

  /** Until the bot has nothing left to do, so that a row says nothing about the one before it. */
  async function caughtUp(): Promise<void> {
    const end = performance.now() + patienceMs
    for (let last = -1, calm = 0; calm < 4 && performance.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, answerMs / 3))
      const isThinking = discord.interactions.some(
        ({ original }) => original?.loading && !original.deleted,
      )
      const { length } = discord.requests
      calm = !isThinking && length - last < 50 ? calm + 1 : 0
      last = length
    }
  }

  await steadily(10, 5, () => scene.speak(random))
  const rows = [
    await measure('completion, 20/s beside 25 commands/s', typing, () =>
      Promise.all([
        steadily(20, seconds, () => scene.type(random)),
        steadily(25, seconds, () => scene.speak(random)),
      ]),
    ),
  ]
  for (const rate of rates) {
    const speak = () => steadily(rate, seconds, () => scene.speak(random))
    rows.push(await measure(`${rate} commands/s`, 2, speak))
  }
  return rows
}

const time = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '–' : `${milliseconds.toFixed(0)} ms`

export const acknowledgedHead = [
  'load',
  'asked',
  'p50',
  'p99',
  'longest',
  'later than 3 s',
  'bot CPU each',
]
export const acknowledgedRow = (row: Acknowledged): string[] => [
  row.load,
  String(row.asked),
  time(row.p50),
  time(row.p99),
  time(row.longest),
  String(row.late),
  `${row.botCpu.toFixed(1)} ms`,
]
