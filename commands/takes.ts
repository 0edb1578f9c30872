/** Numbers frames as readers see them, and finds the frame that somebody means. */
import { UserError } from '../story/errors.ts'
import type { Frame } from '../story/frame.ts'
import type { Context } from './command.ts'
import { currentStory } from './lookup.ts'

/** The number of a frame in its episode: a redo has the number of the frame that it redraws. */
export function takeNumber(frame: Frame, frames: readonly Frame[]): number {
  const earlier = frames.find((one) => one.id === frame.redoOf)
  return earlier === undefined ? frame.position : takeNumber(earlier, frames)
}

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
 * The frame with that number in the newest episode, or with that id in this thread; without
 * either the newest that fits. UserError `no-frame`.
 */
export async function findFrame(
  context: Context,
  said: string | undefined,
  { fits, otherwise }: Wanted,
): Promise<Found> {
  const { store, tenant, threadId } = context
  if (said !== undefined && !/^#?\d{1,6}$/.test(said)) {
    const all = await store.frames.inThread(tenant.id, threadId)
    const byId = all.find(({ id }) => id === said)
    if (byId === undefined) throw new UserError('no-frame', 'That frame is not in this thread.')
    if (!fits(byId)) throw new UserError('no-frame', otherwise)
    return { frame: byId, number: takeNumber(byId, all) }
  }
  const { episode } = await currentStory(context)
  const frames = await store.frames.ofEpisode(tenant.id, episode.id)
  const number = said === undefined ? undefined : Number(said.replace('#', ''))
  const numbered = frames
    .filter((frame) => number === undefined || takeNumber(frame, frames) === number)
    .filter(({ state }) => state !== 'cancelled')
  if (numbered.length === 0 && number !== undefined) {
    throw new UserError('no-frame', `There is no frame ${number} in this episode.`)
  }
  const frame = numbered.filter(fits).at(-1)
  if (frame === undefined) throw new UserError('no-frame', otherwise)
  return { frame, number: takeNumber(frame, frames) }
}
