/** What goes wrong, and how often. */

import { setTimeout as sleep } from 'node:timers/promises'
import type { KeptChild } from '../../bot/child.ts'
import type { Random } from '../../training/random.ts'
import type { Discord } from '../doubles/discord/start.ts'
import type { Slack } from '../doubles/slack/start.ts'
import type { Hurt } from './hurt.ts'
import { childrenOf, holdFor, type KillableRedis, type Server, signal } from './servers.ts'

/** All that can be hurt. */
export interface Victims {
  readonly hurt: Hurt
  readonly postgres: Server
  readonly redis: KillableRedis
  readonly bot: KeptChild
  readonly workers: readonly KeptChild[]
  readonly discord: Discord
  readonly slack: Slack
}

/** Does it and undoes it again. */
type Fault = (victims: Victims, random: Random) => Promise<void>

const post = 'POST /channels/*/messages'
const edit = 'PATCH /channels/*/messages/*'

/** Every kind, and how often it comes beside the others. */
const faults = {
  'bot killed': [async ({ bot }) => signal([bot.pid()], 'SIGKILL'), 2],
  'bot paused': [({ bot }, random) => holdFor([bot.pid()], random.between(500, 8000)), 2],
  'bot restarted': [async ({ bot }) => signal([bot.pid()], 'SIGTERM'), 1],
  'worker killed': [async (all, random) => signal([workerOf(all, random)], 'SIGKILL'), 4],
  'worker paused beyond its lock': [
    (all, random) => holdFor([workerOf(all, random)], random.between(6000, 12_000)),
    2,
  ],
  'worker restarted': [async (all, random) => signal([workerOf(all, random)], 'SIGTERM'), 2],
  'model process killed': [async (all, random) => signal(await modelOf(all, random), 'SIGKILL'), 6],
  'model process paused': [
    async (all, random) => holdFor(await modelOf(all, random), random.between(500, 5000)),
    2,
  ],
  'Redis killed': [({ redis }, random) => redis.killFor(random.between(0, 4000)), 3],
  'Redis flushed': [({ redis }) => redis.flush(), 5],
  'Redis paused': [({ redis }, random) => redis.pauseFor(random.between(500, 6000)), 3],
  'Redis cut off': [({ redis }) => redis.cutOff(), 4],
  'Postgres killed': [({ postgres }, random) => postgres.killFor(random.between(0, 4000)), 3],
  'Postgres paused': [({ postgres }, random) => postgres.pauseFor(random.between(500, 6000)), 3],
  'Postgres cut off': [({ postgres }) => postgres.cutOff(), 4],
  'Discord cut off': [async ({ discord }) => discord.dropGateway(), 3],
  'Discord forgets the session': [
    async ({ discord }) => discord.dropGateway({ isForgotten: true }),
    1,
  ],
  'Discord fails after it took a message': [
    async ({ discord }) => discord.faults.acceptThenFail(post),
    5,
  ],
  'Discord breaks off after it took a message': [
    async ({ discord }) => discord.faults.acceptThenCut(post),
    4,
  ],
  'Discord refuses for a while': [
    async ({ discord }) => {
      discord.faults.fail(post, { times: 4 })
      discord.faults.fail(edit, { times: 4 })
    },
    3,
  ],
  'Slack cut off': [async ({ slack }) => slack.dropSockets(), 3],
  'Slack asks to reconnect': [async ({ slack }) => slack.askToReconnect(), 1],
  'Slack fails after it took a message': [
    async ({ slack }) => slack.faults.acceptThenFail('chat.postMessage'),
    5,
  ],
  'Slack breaks off after it took a message': [
    async ({ slack }) => slack.faults.acceptThenCut('chat.postMessage'),
    4,
  ],
  'Slack has no upload': [async ({ slack }) => slack.faults.fail('upload', { times: 2 }), 3],
} as const satisfies Readonly<Record<string, readonly [Fault, number]>>

export type FaultName = keyof typeof faults
const names = Object.keys(faults) as FaultName[]

/** Those without which nothing is acknowledged. */
const stopsAcknowledging = /^(?:bot|Postgres|Discord cut|Discord forgets|Slack cut|Slack asks)/

const toDiscord = ({ discord: { sessions } }: Victims) => sessions.identified + sessions.resumed
const toSlack = ({ slack }: Victims) => slack.welcomes
/** After these the bot has to come back to a platform: how often it came. */
const comings: Partial<Record<FaultName, (victims: Victims) => number>> = {
  'Discord cut off': toDiscord,
  'Discord forgets the session': toDiscord,
  'Slack cut off': toSlack,
  'Slack asks to reconnect': toSlack,
}

const workerOf = ({ workers }: Victims, random: Random): number | undefined =>
  random.pick(workers).pid()

const modelOf = async (all: Victims, random: Random): Promise<number[]> =>
  childrenOf(workerOf(all, random))

/** Faults by chance, without end. */
export function* faultsByChance(random: Random): Generator<FaultName> {
  for (;;) yield random.weighted(names.map((name) => [name, faults[name][1]] as const))
}

/** Every kind once, in an order by chance. */
export function eachFaultOnce(random: Random): FaultName[] {
  const left = [...names]
  return names.map(() => left.splice(random.integer(0, left.length - 1), 1)[0]!)
}

/**
 * Lets those faults come, one after the other with pauses of at most `pauseMs`, until the time is
 * over. How often each came.
 */
export async function strike(
  victims: Victims,
  coming: Iterable<FaultName>,
  random: Random,
  isOver: () => boolean,
  pauseMs: number,
  tell: (name: FaultName) => void,
): Promise<Partial<Record<FaultName, number>>> {
  const counts: Partial<Record<FaultName, number>> = {}
  for (const name of coming) {
    const next = performance.now() + random.between(0, pauseMs)
    while (!isOver() && performance.now() < next) await sleep(50)
    if (isOver()) return counts
    tell(name)
    const fault: Fault = faults[name][0]
    const work = () => fault(victims, random)
    const came = comings[name]
    await (stopsAcknowledging.test(name)
      ? victims.hurt.during(work, came && (() => came(victims)))
      : work())
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}
