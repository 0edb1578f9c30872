/** Stories told on every platform while everything that they need dies, hangs and comes back. */

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { keepRunning } from '../../bot/child.ts'
import { openClient } from '../../prisma/client.ts'
import { migrate } from '../../prisma/migrate.ts'
import { prismaStore } from '../../prisma/store.ts'
import { createRandom, type Random } from '../../training/random.ts'
import { startDiscord } from '../doubles/discord/start.ts'
import { startSlack } from '../doubles/slack/start.ts'
import { freePort } from '../e2e/troupe.ts'
import { type FaultName, strike, type Victims } from './faults.ts'
import { openPostgres, openRedis, type Server, signal } from './servers.ts'
import { discordPlaces, type Place, pagePlaces, slackPlaces } from './tellers.ts'
import { judge, markOf, type Said, unfinished } from './verdict.ts'

export interface ChaosOptions {
  /** How long faults come, and how many commands the bot has taken by then; the later counts. */
  readonly seconds: number
  readonly atLeast: number
  readonly seed: number
  /** Commands a second that people try to say, all together. */
  readonly rate: number
  /** The longest pause between two faults. */
  readonly pauseMs: number
  /** Frames on the way at most: people wait for some of them before they go on. */
  readonly mostOpen: number
  /** Instead of waiting for what runs out in minutes, the rows are made older. */
  readonly isHurried: boolean
  readonly logLevel: string
  readonly tell: (sentence: string) => void
}

export interface ChaosResult {
  readonly seed: number
  readonly seconds: number
  readonly settledIn: number
  /** Commands to go on with a story that people said, and of them those that the bot took. */
  readonly said: number
  readonly accepted: number
  readonly posted: number
  readonly failed: number
  /** Frames that a worker began more than once. */
  readonly begunAgain: number
  readonly faults: Partial<Record<FaultName, number>>
  readonly complaints: readonly string[]
}

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const dataDir = await mkdtemp(join(tmpdir(), 'troupe-chaos-'))
  await chmod(dataDir, 0o711)
  const undo: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })]
  try {
    const postgres = await openPostgres(join(dataDir, 'postgres'))
    undo.unshift(() => postgres.stop())
    await migrate(postgres.url)
    const redis = await openRedis()
    undo.unshift(() => redis.stop())
    const discord = await startDiscord()
    undo.unshift(() => discord.close())
    const slack = await startSlack()
    undo.unshift(() => slack.close())
    const workspace = slack.workspace({ name: 'Readers' })
    const PORT = String(await freePort())
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      DATA_DIR: dataDir,
      FRAMES_URL: join(dataDir, 'frames'),
      PORT,
      LOG_LEVEL: options.logLevel,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.api,
    }
    const waits = { env, firstWaitMs: 200, maxWaitMs: 1000, tell: () => {} }
    const bot = keepRunning({ ...waits, name: 'bot', file: fileOf('../../bot/main.ts') })
    const workers = ['one', 'two'].map((name) =>
      keepRunning({ ...waits, name: `worker ${name}`, file: fileOf('./worker.main.ts') }),
    )
    undo.unshift(() => Promise.all([bot, ...workers].map((child) => child.stop())))
    await Promise.all([bot.ready, ...workers.map(({ ready }) => ready)])
    const places = [
      ...(await discordPlaces(discord, 3)),
      ...(await slackPlaces(slack, workspace, 2)),
      ...(await pagePlaces(`http://127.0.0.1:${PORT}`, 2)),
    ]
    await liftLimits(postgres.url, places.length)
    options.tell(`${places.length} stories have begun`)
    return await tellUnder({ postgres, redis, bot, workers, discord, slack }, places, options)
  } finally {
    for (const step of undo) await step().catch((error: unknown) => console.error(error))
  }
}

/** People here say more than a workspace may in a day. */
async function liftLimits(url: string, count: number): Promise<void> {
  const client = openClient(url)
  const store = prismaStore(client)
  const tenants = [...(await store.tenants.list('discord')), ...(await store.tenants.list('slack'))]
  if (tenants.length < 2) throw new RangeError(`${count} places, but ${tenants.length} workspaces`)
  for (const tenant of tenants) {
    await store.settings.change(tenant, { framesPerPerson: 0, framesPerWorkspace: 0 })
  }
  await client.$disconnect()
}

async function tellUnder(
  victims: Victims,
  places: readonly Place[],
  { seconds, atLeast, seed, rate, pauseMs, mostOpen, isHurried, tell }: ChaosOptions,
): Promise<ChaosResult> {
  const random = createRandom(seed)
  const began = performance.now()
  let taken = 0
  const isOver = () => performance.now() - began > seconds * 1000 && taken >= atLeast
  const onTaken = () => {
    taken += 1
  }
  const [said, faults] = await Promise.all([
    tellStories(places, createRandom(seed + 1), {
      rate,
      mostOpen,
      isOver,
      onTaken,
      postgres: victims.postgres,
    }),
    strike(victims, random, isOver, pauseMs, tell),
  ])
  victims.discord.faults.clear()
  victims.slack.faults.clear()
  const ended = performance.now()
  tell(`${said.length} said; waiting until everything is told`)
  const rows = await untilSettled(victims, isHurried, tell)
  const settledIn = Math.round((performance.now() - ended) / 1000)
  try {
    const { rows: counts } = await rows.query<
      Pick<ChaosResult, 'posted' | 'failed' | 'begunAgain'>
    >(`
      select count(*) filter (where state = 'posted')::int as posted,
        count(*) filter (where state = 'failed')::int as failed,
        count(*) filter (where token > 1)::int as "begunAgain" from frames`)
    const complaints = [
      ...(await judge(rows, said)),
      ...misbehaviour([...victims.discord.violations, ...victims.slack.violations]),
    ]
    const accepted = said.filter(({ isAccepted }) => isAccepted).length
    return {
      seed,
      seconds,
      settledIn,
      said: said.length,
      accepted,
      ...counts[0]!,
      faults,
      complaints,
    }
  } finally {
    await rows.end()
  }
}

/** A bot that is dead or whose database is acknowledges nothing; everything else is no excuse. */
const misbehaviour = (violations: readonly string[]): string[] =>
  violations.filter((one) => !/within 3 s|was not (answered|acknowledged)/.test(one))

interface Pace {
  readonly rate: number
  readonly mostOpen: number
  readonly isOver: () => boolean
  readonly onTaken: () => void
  readonly postgres: Server
}

/** One in twenty cannot be drawn, and one in fifty fails in a way that nobody expects. */
const promptOf = (number: number, random: Random): string => {
  const who = random.weighted([
    ['Mira', 93],
    ['nobody', 5],
    ['Mira in a crash', 2],
  ])
  return `${who} in a park, ${markOf(number)}`
}

async function tellStories(
  places: readonly Place[],
  random: Random,
  { rate, mostOpen, isOver, onTaken, postgres }: Pace,
): Promise<Said[]> {
  const saying: Promise<Said>[] = []
  let open = 0
  const looking = setInterval(
    () =>
      void countOpen(postgres.url).then((count) => {
        open = count
      }),
    1000,
  )
  while (!isOver()) {
    await sleep((1000 / rate) * random.between(0.5, 1.5))
    if (open > mostOpen) continue
    const place = random.pick(places)
    const number = saying.length + 1
    saying.push(
      place.say(promptOf(number, random)).then((isAccepted) => {
        if (isAccepted) onTaken()
        return { number, place, isAccepted }
      }),
    )
  }
  clearInterval(looking)
  return Promise.all(saying)
}

/** Frames on the way; many while nobody knows. */
async function countOpen(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ open: number }>(
      "select count(*)::int as open from frames where state not in ('posted', 'failed')",
    )
    return rows[0]!.open
  } catch {
    return Number.POSITIVE_INFINITY
  } finally {
    await client.end().catch(() => {})
  }
}

const settleMs = 600_000
/** The look at which a bot in a hurry is started again: rows are old enough by then. */
const restartedAt = 8

/** Waits until nothing is under way; gives up when nothing moves for long. */
async function untilSettled(
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
    calm = left === 0 ? calm + 1 : 0
    if (performance.now() - told > 15_000) {
      told = performance.now()
      tell(`${left} under way`)
    }
  }
  return rows
}

/** What is waited for in minutes is over. */
async function age(rows: pg.Client): Promise<void> {
  await rows.query(`update commands set created_at = created_at - interval '1 minute'
    where (reply is null or told_at is null) and created_at < clock_timestamp() - interval '5 seconds'`)
}
