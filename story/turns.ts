/** Whose turn it is in a story that people tell one after the other. Pure. */
import { type Author, somebody } from './character.ts'
import type { Frame } from './frame.ts'

/** Somebody passed when it was their turn. */
export interface Skip {
  readonly commandId: string
  readonly author: Author
  readonly createdAt: Date
}

export interface Turn {
  /** Whoever has told a frame, in the order of their first ones. */
  readonly people: readonly Author[]
  /** Whose turn it is; undefined while fewer than two take part, when anybody may go on. */
  readonly whose: Author | undefined
  /** Who may go on now: whose turn it is, and those after them whose time has come. */
  readonly free: readonly Author[]
  /** Whose time comes next, and when; undefined when everybody's has come. */
  readonly upcoming: { readonly who: Author; readonly at: Date } | undefined
}

/** What of a frame says whose turn it is. */
export type Told = Pick<Frame, 'author' | 'createdAt' | 'state' | 'redoOf'>

/** Redoing and editing is no turn, and a frame that was cancelled gives the turn back. */
const isTurn = ({ redoOf, state }: Told): boolean => redoOf === undefined && state !== 'cancelled'

/**
 * `frames` are those of the whole story that were not undone. The turn goes around in the order of
 * people's first frames, from whoever told or passed last. After `minutes` the next one may go on
 * too, after twice as many the one after them, and so on around.
 */
export function turnOf(
  frames: readonly Told[],
  skips: readonly Skip[],
  minutes: number,
  now: Date,
): Turn {
  const inTime = (a: { createdAt: Date }, b: { createdAt: Date }) =>
    a.createdAt.getTime() - b.createdAt.getTime()
  const told = frames.filter(isTurn).sort(inTime)
  // Nobody waits for somebody who was forgotten.
  const here = told.filter(({ author }) => author.id !== somebody.id)
  const names = new Map(here.map(({ author }) => [author.id, author]))
  const people = [...names.values()]
  if (people.length < 2) return { people, whose: undefined, free: people, upcoming: undefined }
  const moves = [...told, ...skips.filter(({ author }) => names.has(author.id))].sort(inTime)
  const last = moves[moves.length - 1]!
  const place = people.findIndex(({ id }) => id === last.author.id)
  const line = [...people.slice(place + 1), ...people.slice(0, place + 1)]
  const since = last.createdAt.getTime()
  const ended = Math.max(0, Math.floor((now.getTime() - since) / (minutes * 60_000)))
  const who = line[ended + 1]
  return {
    people,
    whose: line[0],
    free: line.slice(0, ended + 1),
    upcoming: who && { who, at: new Date(since + (ended + 1) * minutes * 60_000) },
  }
}

/** Whether somebody may tell the next frame. Who is new may once the first one's time is up. */
export function mayGoOn({ people, whose, free }: Turn, { id }: Author): boolean {
  if (whose === undefined || free.some((one) => one.id === id)) return true
  return free.length > 1 && people.every((one) => one.id !== id)
}
