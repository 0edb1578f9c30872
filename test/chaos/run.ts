/** Stories told on every platform while everything that they need dies, hangs and comes back. */

import { createRandom } from '../../training/random.ts'
import { eachFaultOnce, type FaultName, faultsByChance, strike } from './faults.ts'
import { watchMachine } from './hurt.ts'
import { judgeLate, type Late } from './late.ts'
import { untilSettled } from './settle.ts'
import { tellStories } from './telling.ts'
import { judge, type Verdict } from './verdict.ts'
import { type ChaosWorld, openWorld } from './world.ts'

/** Faults come by chance for so long, and until so many commands were taken and so many faults were there. */
export interface Until {
  readonly seconds: number
  readonly taken: number
  readonly faults: number
  /** They end then in any case. */
  readonly mostSeconds: number
}

export interface ChaosOptions {
  /** Without it every kind of fault comes once. */
  readonly until: Until | undefined
  readonly seed: number
  /** Commands a second that people try to say, all together. */
  readonly rate: number
  /** The longest pause between two faults. */
  readonly pauseMs: number
  /** Frames on the way in a story at most: people wait for some of them before they go on. */
  readonly mostOpen: number
  /** Stories on each chat platform. */
  readonly stories: number
  /** Instead of waiting for what runs out in minutes, the rows are made older. */
  readonly isHurried: boolean
  readonly logLevel: string
  readonly tell: (sentence: string) => void
}

export interface ChaosResult extends Verdict {
  readonly seed: number
  /** How long faults came, and how long it took after them until nothing was under way. */
  readonly seconds: number
  readonly settledIn: number
  /** Commands to go on with a story. */
  readonly said: number
  readonly posted: number
  readonly failed: number
  /** Frames that a worker began more than once. */
  readonly begunAgain: number
  readonly late: Omit<Late, 'complaints'>
  readonly faultCount: number
  readonly faults: Partial<Record<FaultName, number>>
}

export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const world = await openWorld(options.stories, options.logLevel)
  try {
    options.tell(`${world.places.length} stories have begun`)
    return await tellUnder(world, options)
  } finally {
    await world.close()
  }
}

async function tellUnder(
  { victims, places }: ChaosWorld,
  options: ChaosOptions,
): Promise<ChaosResult> {
  const { until, seed, isHurried, tell } = options
  const random = createRandom(seed)
  const machine = watchMachine()
  const began = performance.now()
  const secondsSince = (from: number) => Math.round((performance.now() - from) / 1000)
  let taken = 0
  let struck = 0
  let isOut = false
  const isOver = () => {
    if (until === undefined) return isOut
    const now = secondsSince(began)
    const isEnough = now >= until.seconds && taken >= until.taken && struck >= until.faults
    return isEnough || now >= until.mostSeconds
  }
  const onTaken = () => {
    taken += 1
  }
  const onFault = (name: FaultName) => {
    struck += 1
    tell(`${taken} taken; fault ${struck}: ${name}`)
  }
  const { rate, mostOpen, pauseMs } = options
  const coming = until === undefined ? eachFaultOnce(random) : faultsByChance(random)
  const pace = { rate, mostOpen, isOver, onTaken, databaseUrl: victims.postgres.url }
  const [said, faults] = await Promise.all([
    tellStories(places, createRandom(seed + 1), pace),
    strike(victims, coming, random, isOver, pauseMs, onFault).finally(() => {
      isOut = true
    }),
  ])
  victims.discord.faults.clear()
  victims.slack.faults.clear()
  machine.close()
  const { complaints: lateOnes, ...late } = judgeLate(said, victims.hurt, machine)
  const told = secondsSince(began)
  const ended = performance.now()
  tell(`${said.length} said; waiting until everything is told`)
  const rows = await untilSettled(victims, isHurried, tell)
  const settledIn = secondsSince(ended)
  try {
    const { rows: counts } = await rows.query<
      Pick<ChaosResult, 'posted' | 'failed' | 'begunAgain'>
    >(`
      select count(*) filter (where state = 'posted')::int as posted,
        count(*) filter (where state = 'failed')::int as failed,
        count(*) filter (where token > 1)::int as "begunAgain" from frames`)
    const { complaints, ...verdict } = await judge(rows, said)
    const broken = misbehaviour([...victims.discord.violations, ...victims.slack.violations])
    return {
      seed,
      seconds: told,
      settledIn,
      said: said.length,
      ...verdict,
      ...counts[0]!,
      late,
      faultCount: struck,
      faults,
      complaints: [...complaints, ...lateOnes, ...broken],
    }
  } finally {
    await rows.end()
  }
}

/** Lateness is judged by what was hurt meanwhile; for everything else there is no excuse. */
const misbehaviour = (violations: readonly string[]): string[] =>
  violations.filter((one) => !/within 3 s|was not (answered|acknowledged)/.test(one))
