/** Numbers frames as readers see them, and finds the frame that somebody means. */
import { UserError } from '../story/errors.ts'
import { type Frame, type FrameState, frameStates } from '../story/frame.ts'
import type { Standing } from '../story/ports/frames.ts'
import { letterOf } from '../story/round.ts'
import type { Context } from './command.ts'
import { currentStory } from './lookup.ts'

/**
 * The number of a frame in its episode: a redo has the number of the frame that it redraws, and all
 * candidates of a round have one.
 */
export function takeNumber(frame: Frame, frames: readonly Frame[]): number {
  if (frame.redoOf === undefined) return frame.position
  const earlier = frames.find((one) => one.id === frame.redoOf)
  return earlier === undefined ? frame.position : takeNumber(earlier, frames)
}

/** What people call a frame by: `3`, or `3B` for a candidate that is voted on. */
export const takeMark = (frame: Frame, frames: readonly Frame[]): string =>
  `${takeNumber(frame, frames)}${frame.roundId === undefined ? '' : letterOf(frame.candidate)}`

/** What a frame must be like for a command, and the sentence when there is none. */
interface Wanted {
  readonly states: readonly FrameState[]
  /** Whose frame is meant when nobody says which; undefined = anybody's. */
  readonly authorId?: string | undefined
  readonly otherwise: string
}

/** What is in the story, however far it is. */
export const standingStates = frameStates.filter((state) => state !== 'cancelled')

/** A frame and what people call it by. */
type Found = Pick<Standing, 'frame' | 'number'>

/**
 * The frame with that number in the newest episode, `3B` for a candidate that is voted on, or with
 * that id in this thread; without either the newest that fits. UserError `no-frame`.
 */
export async function findFrame(
  context: Context,
  said: string | undefined,
  wanted: Wanted,
): Promise<Found> {
  const [isNumber, digits, letter] = /^#?(\d{1,6})([a-c])?$/i.exec(said ?? '') ?? []
  if (said !== undefined && isNumber === undefined) return findById(context, said, wanted)
  const { episode } = await currentStory(context)
  const found =
    digits === undefined
      ? await findNewest(context, episode.id, wanted)
      : await findByNumber(context, episode.id, Number(digits), letter?.toUpperCase(), wanted)
  if (found === undefined) throw new UserError('no-frame', wanted.otherwise)
  return found
}

async function findById(
  { store, tenant, threadId }: Context,
  id: string,
  { states, otherwise }: Wanted,
): Promise<Found> {
  const found = await store.frames.standing(tenant.id, id)
  if (found === undefined || found.isUndone || found.threadId !== threadId) {
    throw new UserError('no-frame', 'That frame is not in this thread.')
  }
  if (!states.includes(found.frame.state)) throw new UserError('no-frame', otherwise)
  return found
}

async function findNewest(
  { store, tenant }: Context,
  episodeId: string,
  { states, authorId }: Wanted,
): Promise<Found | undefined> {
  const frame = await store.frames.newest(tenant.id, episodeId, states, authorId)
  return frame && store.frames.standing(tenant.id, frame.id)
}

async function findByNumber(
  { store, tenant }: Context,
  episodeId: string,
  number: number,
  letter: string | undefined,
  { states }: Wanted,
): Promise<Found | undefined> {
  const takes = await store.frames.numbered(tenant.id, episodeId, number)
  const here = takes
    .filter((frame) => letter === undefined || isCandidate(frame, letter))
    .filter(({ state }) => state !== 'cancelled')
  if (here.length === 0) {
    throw new UserError('no-frame', `There is no frame ${number}${letter ?? ''} in this episode.`)
  }
  const frame = here.filter(({ state }) => states.includes(state)).at(-1)
  return frame && { frame, number }
}

const isCandidate = ({ roundId, candidate }: Frame, letter: string): boolean =>
  roundId !== undefined && letterOf(candidate) === letter
