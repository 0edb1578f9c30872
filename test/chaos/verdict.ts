/** Whether every accepted command ended in one frame, posted once and in order, or in one told failure. */

import type pg from 'pg'
import { tryAgain } from '../../commands/outage.ts'
import { judgeMessages } from './judge-messages.ts'
import { type Row, readCommands } from './rows.ts'
import type { Place, Saying } from './tellers.ts'

/** A command to go on with a story, known by the number in its words. */
export interface Said {
  readonly number: number
  readonly place: Place
  readonly saying: Saying
}

export interface Verdict {
  /** Acknowledged and stored. */
  readonly taken: number
  /** Not acknowledged, as whoever said it saw it, and stored all the same. */
  readonly storedUnseen: number
  /** Not stored, and whoever said it was asked to say it again. */
  readonly askedAgain: number
  /** Stored, though whoever said it was asked to say it again: the store went away while it answered. */
  readonly askedInVain: number
  /** A sentence each; none is what was promised. */
  readonly complaints: readonly string[]
}

export async function judge(rows: pg.Client, said: readonly Said[]): Promise<Verdict> {
  const stored = await readCommands(rows)
  const complaints: string[] = []
  const places = new Map<Place, Said[]>()
  const counts = { taken: 0, storedUnseen: 0, askedAgain: 0, askedInVain: 0 }
  for (const one of said) {
    const { number, place, saying } = one
    const what = `${place.name}, command ${number}`
    const commands = stored.get(number) ?? []
    const isAskedAgain = saying.heard.includes(tryAgain)
    if (/went wrong here/.test(saying.heard)) complaints.push(`${what}: an outage told as a bug`)
    if (commands.length === 0) {
      if (isAskedAgain) counts.askedAgain += 1
      else if (saying.isAcknowledged) complaints.push(`${what}: accepted and lost`)
      continue
    }
    if (saying.isAcknowledged) counts.taken += 1
    else counts.storedUnseen += 1
    if (isAskedAgain) counts.askedInVain += 1
    if (commands.length > 1) complaints.push(`${what}: carried out ${commands.length} times`)
    for (const command of commands) complaints.push(...judgeCommand(command, what, place))
    places.set(place, [...(places.get(place) ?? []), one])
  }
  for (const [{ name, written }, told] of places) {
    const numbers = told.map(({ number }) => number)
    if (written !== undefined) complaints.push(...judgeMessages(name, written(), numbers, stored))
  }
  return { ...counts, complaints: [...complaints, ...judgePositions(stored)] }
}

function judgeCommand({ reply, isTold, frames }: Row, what: string, place: Place): string[] {
  if (reply === null) return [`${what}: never answered`]
  if (place.written !== undefined && !isTold) return [`${what}: its answer was never told`]
  if (reply.error !== undefined) {
    if (reply.error.code === 'unexpected') return [`${what}: an outage was taken for a bug`]
    return frames.length === 0 ? [] : [`${what}: refused, and a frame all the same`]
  }
  if (frames.length !== 1) return [`${what}: ${frames.length} frames`]
  const { state, deliveries } = frames[0]!
  if (state !== 'posted' && state !== 'failed') return [`${what}: its frame is ${state}`]
  return deliveries.length === 1 && deliveries[0] === 'sent'
    ? []
    : [`${what}: deliveries ${deliveries.join(', ') || 'none'}`]
}

/** The frames of an episode are numbered from 1 without a gap. */
function judgePositions(stored: ReadonlyMap<number, readonly Row[]>): string[] {
  const byEpisode = new Map<string, number[]>()
  for (const { episode, position } of [...stored.values()].flat().flatMap(({ frames }) => frames)) {
    const known = byEpisode.get(episode)
    if (known === undefined) byEpisode.set(episode, [position])
    else known.push(position)
  }
  return [...byEpisode].flatMap(([episode, positions]) => {
    const sorted = positions.toSorted((a, b) => a - b)
    const isWhole = sorted.every((position, i) => position === i + 1)
    return isWhole ? [] : [`episode ${episode}: frames at ${sorted.join(', ')}`]
  })
}
