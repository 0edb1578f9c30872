/** Sends spoiled payloads through the gateway of Discord's double and looks what becomes of them. */

import { createRandom } from '../../../../training/random.ts'
import type { Interaction } from '../../../doubles/discord/world.ts'
import { memoryStore } from '../../../fakes/memory-store.ts'
import { emptyTables } from '../../../fakes/memory-tables.ts'
import { troupeOnDiscord } from '../troupe.ts'
import type { Json } from './envelope.ts'
import { type Made, payloads } from './payloads.ts'
import { openScene } from './scene.ts'
import { wrongRows } from './stored.ts'

export interface FuzzOptions {
  readonly count: number
  readonly seed: number
  /** Payloads until everything is forgotten and checked. */
  readonly round?: number
  /** Payloads that are under way at the same time. */
  readonly atOnce?: number
  /** Called after every round. */
  readonly onRound?: (sent: number) => void
}

export interface FuzzResult {
  readonly sent: number
  /** Commands that were stored. */
  readonly stored: number
  /** By kind and treatment. */
  readonly made: Readonly<Record<string, number>>
  /** `deferred`, `message`, `form`, `choices`, `only logged`. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Lines in the log by their sentence. */
  readonly lines: Readonly<Record<string, number>>
  /** What must not be. */
  readonly failures: readonly string[]
}

interface Line {
  readonly details: { readonly reference?: string; readonly interaction?: unknown }
  readonly sentence: string
}

const patienceMs = 20_000
const answers: Readonly<Record<number, string>> = {
  4: 'message',
  5: 'deferred',
  8: 'choices',
  9: 'form',
}
const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const failures: string[] = []
  const fail = (sentence: string) => void (failures.length < 100 && failures.push(sentence))
  const onLoose = (error: unknown) => fail(`nobody caught ${(error as Error)?.stack ?? error}`)
  process.on('unhandledRejection', onLoose)
  process.on('uncaughtException', onLoose)
  try {
    return await run(options, failures, fail)
  } finally {
    process.off('unhandledRejection', onLoose)
    process.off('uncaughtException', onLoose)
  }
}

async function run(
  { count, seed, round = 1000, atOnce = 100, onRound = () => {} }: FuzzOptions,
  failures: readonly string[],
  fail: (sentence: string) => void,
): Promise<FuzzResult> {
  const tables = emptyTables()
  const here = await troupeOnDiscord({}, memoryStore(tables))
  const { discord, troupe } = here
  const complaints = here.complaints as Line[]
  const scenes = openScene(here, tables)
  const stream = payloads(discord.commands(), createRandom(seed))
  const made = tally()
  const outcomes = tally()
  const lines = tally()
  const under: (Interaction | undefined)[] = []
  let sent = 0
  let stored = 0

  /** Sends some and waits until each of them was answered or logged. */
  async function sendSome(batch: readonly Made[]): Promise<void> {
    const before = complaints.length
    let left = batch.map((one) => ({ ...one, interaction: discord.deliver(one.payload) }))
    under.push(...left.map(({ interaction }) => interaction))
    const end = performance.now() + patienceMs
    let loose = 0
    while (left.length > 0) {
      await pause(5)
      const logged = complaints.slice(before).filter(({ details }) => 'reference' in details)
      const ids = new Set(logged.map(({ details }) => details.interaction))
      loose = logged.filter(
        ({ details }) => 'event' in details && typeof details.interaction !== 'string',
      ).length
      left = left.filter(({ interaction, payload }) => {
        const isSettled = outcomeOf(interaction) !== undefined || ids.has(payload.id)
        return !isSettled
      })
      if (left.length <= loose && left.every(({ payload }) => typeof payload.id !== 'string')) break
      if (performance.now() > end) break
    }
    for (const { kind, treatment, payload } of left) {
      if (typeof payload.id === 'string' || loose-- <= 0)
        fail(`${kind} ${treatment} was neither answered nor logged: ${short(payload)}`)
    }
  }

  /** Until nothing is asked of Discord any more. */
  async function quiet(): Promise<void> {
    for (let last = -1, calm = 0; calm < 4; ) {
      const { length } = discord.requests
      calm = length === last && discord.requests.every(({ status }) => status > 0) ? calm + 1 : 0
      last = length
      await pause(10)
    }
  }

  while (sent < count) {
    await quiet()
    const scene = await scenes.reset()
    await quiet()
    stream.forget()
    const foreign = await scenes.elsewhere()
    const sentById = new Map<unknown, Json[]>()
    const until = Math.min(count, sent + round)
    while (sent < until) {
      const batch = Array.from({ length: Math.min(atOnce, until - sent) }, () => stream.next(scene))
      for (const { kind, treatment, payload } of batch) {
        made.add(`${kind}, ${treatment}`)
        sentById.set(payload.id, [...(sentById.get(payload.id) ?? []), payload])
      }
      sent += batch.length
      await sendSome(batch)
    }
    await quiet()
    for (const sentence of wrongRows(tables, sentById)) fail(sentence)
    if ((await scenes.elsewhere()) !== foreign) fail('another server was changed')
    for (const violation of discord.violations) fail(violation)
    discord.violations.length = 0
    for (const interaction of under) outcomes.add(outcomeOf(interaction) ?? 'only logged')
    under.length = 0
    stored += tables.commands.size
    for (const { sentence } of complaints) lines.add(sentence)
    complaints.length = 0
    for (const { error } of troupe.logged) lines.add(`command: ${(error as Error).message}`)
    troupe.logged.length = 0
    onRound(sent)
  }
  await quiet()
  await here.close()
  return {
    sent,
    stored,
    made: made.counts,
    outcomes: outcomes.counts,
    lines: lines.counts,
    failures,
  }
}

/** The kind of the answer; nothing while the bot is thinking. */
function outcomeOf(interaction: Interaction | undefined): string | undefined {
  if (interaction?.answer === undefined) return undefined
  const { answer, original } = interaction
  return original?.loading && !original.deleted ? undefined : answers[answer]
}

const short = (payload: Json): string => JSON.stringify(payload).slice(0, 3000)

function tally() {
  const counts: Record<string, number> = {}
  const add = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1
  }
  return { counts, add }
}
