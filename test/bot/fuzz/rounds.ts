/** Sends spoiled payloads through a platform's double and looks what becomes of them. */

import type { Tables } from '../../fakes/memory-tables.ts'
import type { Json } from './mutate.ts'
import type { Made, Stream } from './stream.ts'
import { secrets } from './tenants.ts'

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
  /** What was answered, by its kind, or `only logged`. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Lines in the log by their sentence. */
  readonly lines: Readonly<Record<string, number>>
  /** What must not be. */
  readonly failures: readonly string[]
}

export interface Line {
  readonly details: object
  readonly sentence: string
}

/** A platform with Troupe on it, as payloads are sent to it. */
export interface Target<Scene> {
  readonly stream: Stream<Scene>
  readonly tables: Tables
  /** What the adapter has logged, and what commands have. */
  readonly complaints: Line[]
  readonly logged: { readonly error: unknown }[]
  /** What no bot may do and this one did since the last question. */
  violations(): readonly string[]
  /** Every call since the last reset, with what was sent; 0 is not answered yet. */
  readonly requests: readonly { readonly status: number }[]
  /** Those of them that somebody outside of the other workspace may see. */
  told(): readonly object[]
  /** The id under which a payload is stored and logged; anything when it was spoiled. */
  idOf(payload: Json): unknown
  /** Sends it; what is given tells how it was answered so far. */
  deliver(payload: Json): () => string | undefined
  /** The id of the payload that a line with a reference is about; undefined when it is about none. */
  aboutPayload(line: Line): { readonly id: unknown } | undefined
  /** Forgets everything and begins anew, with the same adapter. */
  reset(): Promise<Scene>
  /** Everything that belongs to another workspace, as text. */
  elsewhere(): Promise<string>
  /** What is wrong with what was stored and shown, given every payload by its id. */
  wrong(sent: ReadonlyMap<unknown, readonly Json[]>): readonly string[]
  close(): Promise<void>
}

/** Long enough for a connection that broke on a busy machine to be opened again. */
const patienceMs = 60_000
const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

export async function fuzz<Scene>(
  options: FuzzOptions,
  open: () => Promise<Target<Scene>>,
): Promise<FuzzResult> {
  const failures: string[] = []
  const fail = (sentence: string) => void (failures.length < 100 && failures.push(sentence))
  const onLoose = (error: unknown) => fail(`nobody caught ${(error as Error)?.stack ?? error}`)
  process.on('unhandledRejection', onLoose)
  process.on('uncaughtException', onLoose)
  try {
    return { ...(await run(options, await open(), fail)), failures }
  } finally {
    process.off('unhandledRejection', onLoose)
    process.off('uncaughtException', onLoose)
  }
}

async function run<Scene>(
  { count, round = 1000, atOnce = 100, onRound = () => {} }: FuzzOptions,
  target: Target<Scene>,
  fail: (sentence: string) => void,
): Promise<Omit<FuzzResult, 'failures'>> {
  const { stream, tables, complaints, logged } = target
  const made = tally()
  const outcomes = tally()
  const lines = tally()
  const under: (() => string | undefined)[] = []
  let sent = 0
  let stored = 0

  /** Sends some and waits until each of them was answered or logged. */
  async function sendSome(batch: readonly Made[]): Promise<void> {
    const before = complaints.length
    let left = batch.map((one) => ({ ...one, outcome: target.deliver(one.payload) }))
    under.push(...left.map(({ outcome }) => outcome))
    const end = performance.now() + patienceMs
    const hasId = ({ payload }: Made) => typeof target.idOf(payload) === 'string'
    let loose = 0
    while (left.length > 0) {
      await pause(5)
      const about = complaints.slice(before).flatMap((line) => target.aboutPayload(line) ?? [])
      const ids = new Set(about.map(({ id }) => id))
      loose = about.filter(({ id }) => typeof id !== 'string').length
      left = left.filter((one) => one.outcome() === undefined && !ids.has(target.idOf(one.payload)))
      if (left.length <= loose && !left.some(hasId)) break
      if (performance.now() > end) break
    }
    for (const one of left) {
      if (hasId(one) || loose-- <= 0) {
        const { kind, treatment, payload } = one
        fail(`${kind} ${treatment} was neither answered nor logged: ${short(payload)}`)
      }
    }
  }

  /** Until nothing is asked of the platform any more. */
  async function quiet(): Promise<void> {
    for (let last = -1, calm = 0; calm < 4; ) {
      const { requests } = target
      const isCalm = requests.length === last && requests.every(({ status }) => status > 0)
      calm = isCalm ? calm + 1 : 0
      last = requests.length
      await pause(10)
    }
  }

  while (sent < count) {
    await quiet()
    const scene = await target.reset()
    await quiet()
    stream.forget()
    const foreign = await target.elsewhere()
    const sentById = new Map<unknown, Json[]>()
    const until = Math.min(count, sent + round)
    while (sent < until) {
      const batch = Array.from({ length: Math.min(atOnce, until - sent) }, () => stream.next(scene))
      for (const { kind, treatment, payload } of batch) {
        made.add(`${kind}, ${treatment}`)
        const id = target.idOf(payload)
        sentById.set(id, [...(sentById.get(id) ?? []), payload])
      }
      sent += batch.length
      await sendSome(batch)
    }
    await quiet()
    for (const sentence of target.wrong(sentById)) fail(sentence)
    if ((await target.elsewhere()) !== foreign) fail('another workspace was changed')
    for (const violation of target.violations()) fail(violation)
    const leak = target
      .told()
      .map(short)
      .find((sent) => secrets.some((one) => sent.includes(one)))
    if (leak !== undefined) fail(`something of another workspace was told: ${leak}`)
    for (const outcome of under) outcomes.add(outcome() ?? 'only logged')
    under.length = 0
    stored += tables.commands.size
    for (const { sentence } of complaints) lines.add(sentence)
    complaints.length = 0
    for (const { error } of logged) lines.add(`command: ${(error as Error).message}`)
    logged.length = 0
    onRound(sent)
  }
  await quiet()
  await target.close()
  return { sent, stored, made: made.counts, outcomes: outcomes.counts, lines: lines.counts }
}

const short = (payload: unknown): string => JSON.stringify(payload).slice(0, 3000)

function tally() {
  const counts: Record<string, number> = {}
  const add = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1
  }
  return { counts, add }
}
