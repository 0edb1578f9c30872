/** Numbers frames as readers see them, and finds the frame that somebody means. */
import { UserError } from '../story/errors.ts'
import type { Frame } from '../story/frame.ts'
import { letterOf } from '../story/round.ts'
import type { Context } from './command.ts'
import { currentStory } from './lookup.ts'

/**
 * The number of a frame in its episode: a redo has the number of the frame that it redraws, and all
 * candidates of a round have one.
 */
export function takeNumber(frame: Frame, frames: readonly Frame[]): number {
  const earlier = frames.find((one) => one.id === frame.redoOf)
  return earlier === undefined ? frame.position : takeNumber(earlier, frames)
}

/** What people call a frame by: `3`, or `3B` for a candidate that is voted on. */
export const takeMark = (frame: Frame, frames: readonly Frame[]): string =>
  `${takeNumber(frame, frames)}${frame.roundId === undefined ? '' : letterOf(frame.candidate)}`

/** What a frame must be like for a command, and the sentence when there is none. */
interface Wanted {
  readonly fits: (frame: Frame) => boolean
  readonly otherwise: string
}

/** A frame among those of its episode. */
interface Found {
  readonly frame: Frame
  readonly number: number
}

/**
 * The frame with that number in the newest episode, `3B` for a candidate that is voted on, or with
 * that id in this thread; without either the newest that fits. UserError `no-frame`.
 */
export async function findFrame(
  context: Context,
  said: string | undefined,
  { fits, otherwise }: Wanted,
): Promise<Found> {
  const { store, tenant, threadId } = context
  const [isNumber, digits, letter] = /^#?(\d{1,6})([a-c])?$/i.exec(said ?? '') ?? []
  if (said !== undefined && isNumber === undefined) {
    const all = await store.frames.inThread(tenant.id, threadId)
    const byId = all.find(({ id }) => id === said)
    if (byId === undefined) throw new UserError('no-frame', 'That frame is not in this thread.')
    if (!fits(byId)) throw new UserError('no-frame', otherwise)
    return { frame: byId, number: takeNumber(byId, all) }
  }
  const { episode } = await currentStory(context)
  const frames = await store.frames.ofEpisode(tenant.id, episode.id)
  const number = digits === undefined ? undefined : Number(digits)
  const numbered = frames
    .filter((frame) => number === undefined || takeNumber(frame, frames) === number)
    .filter((frame) => letter === undefined || isCandidate(frame, letter))
    .filter(({ state }) => state !== 'cancelled')
  if (numbered.length === 0 && number !== undefined) {
    throw new UserError(
      'no-frame',
      `There is no frame ${number}${letter?.toUpperCase() ?? ''} in this episode.`,
    )
  }
  const frame = numbered.filter(fits).at(-1)
  if (frame === undefined) throw new UserError('no-frame', otherwise)
  return { frame, number: takeNumber(frame, frames) }
}

const isCandidate = ({ roundId, candidate }: Frame, letter: string): boolean =>
  roundId !== undefined && letterOf(candidate) === letter.toUpperCase()
