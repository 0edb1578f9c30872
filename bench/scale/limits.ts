/** What gives out first, by how many frames a second it bears. Pure. */

import type { Assumptions } from './assumptions.ts'
import type { Measured } from './figures.ts'

/** All requests of a bot token a second: docs.discord.com/developers/topics/rate-limits */
export const discordRequests = 50
/** Servers of one shard at most: docs.discord.com/developers/events/gateway#sharding */
export const serversPerShard = 2500

/** `bot/watch.ts`: what is drawn is shown so often, what waits every sixth time, and all of it so often a second. */
const lookSeconds = 2.5
const waitingSeconds = 6 * lookSeconds
const looksASecond = 20

/** Posted while it waits, edited when it is drawn; what costs nothing to draw is often told in one. */
export const requestsOf = ({ requests }: Pick<Measured, 'requests'>): number =>
  Math.max(2, requests)

/** How often the message of a frame changes while it waits and is drawn for so long. */
export const looksOfFrame = (waitSeconds: number, drawSeconds: number): number =>
  Math.floor(drawSeconds / lookSeconds) + Math.floor(waitSeconds / waitingSeconds)

/** Frames a second that Discord takes: where looks would be too many, they come less often instead. */
export const discordBears = (requests: number, looks: number): number =>
  Math.max(discordRequests / (requests + looks), (discordRequests - looksASecond) / requests)

export interface Limit {
  readonly what: string
  /** Frames a second. */
  readonly bears: number
  /** Of what is there in the busiest hour: above 1 it has given out. */
  readonly load: number
  /** What to do then. */
  readonly next: string
}

/** The fullest first. */
export function limitsOf(
  measured: Measured,
  { commands, busy, 'database-cores': cores }: Assumptions,
  framesPerSecond: number,
  looks: number,
): Limit[] {
  const { cpu, commandCpu } = measured
  // Of a frame's commands one is the frame, whose cost has its command in it.
  const botCpu = cpu.bot + Math.max(0, commands - 1) * commandCpu
  const rows: Omit<Limit, 'load'>[] = [
    {
      what: `Discord: ${discordRequests} requests a second for a token`,
      bears: discordBears(requestsOf(measured), looks),
      next: 'progress is shown less often by itself; then ask Discord for a higher limit, then a second application',
    },
    {
      what: 'one bot process (a core)',
      bears: (busy * 1000) / botCpu,
      next: 'more processes, each with some of the shards (DISCORD_SHARDS)',
    },
    {
      what: `PostgreSQL (${cores} cores)`,
      bears: (busy * cores * 1000) / cpu.PostgreSQL,
      next: 'more cores; then a database for some of the workspaces each (npm run tenant moves them)',
    },
    {
      what: 'Redis (a core)',
      bears: (busy * 1000) / cpu.Redis,
      next: 'a Redis of its own for each database',
    },
  ]
  return rows
    .map((row) => ({ ...row, load: framesPerSecond / row.bears }))
    .sort((a, b) => b.load - a.load)
}
