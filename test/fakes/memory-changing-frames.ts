import { UserError } from '../../story/errors.ts'
import { type Frame, isFinished } from '../../story/frame.ts'
import { poolOf } from '../../story/pools.ts'
import type { Tables } from './memory-tables.ts'

type Wanted = Pick<Frame, 'episodeId' | 'prompt' | 'cast' | 'author' | 'redoOf' | 'roundId'> & {
  readonly commandId: string
  readonly pose?: string | undefined
  readonly model?: string | undefined
}

/** Adds frames at the next position of their episode: one, or all candidates of a round. */
export function addFrames(
  tables: Tables,
  { commandId, pose, model, ...wanted }: Wanted,
  seeds: readonly number[],
): Frame[] {
  takeAttached(tables, pose)
  const row = tables.episodes.get(wanted.episodeId)!
  tables.episodes.set(wanted.episodeId, { ...row, nextPosition: row.nextPosition + 1 })
  const pool = poolOf(model, tables.others)
  return seeds.map((seed, candidate) => {
    const frame: Frame = {
      id: tables.newId(),
      ...wanted,
      pose,
      seed,
      candidate,
      position: row.nextPosition,
      state: 'waiting',
      image: undefined,
      template: undefined,
      settings: undefined,
      timings: undefined,
      problem: undefined,
      createdAt: tables.now(),
    }
    tables.frames.set(frame.id, { frame, commandId, token: 0, undone: false, pool })
    return frame
  })
}

function takeAttached({ attached, frames }: Tables, key: string | undefined): void {
  if (key === undefined || attached.delete(key)) return
  if ([...frames.values()].some(({ frame }) => frame.pose === key)) return
  throw new UserError(
    'no-picture',
    'The picture of the pose is not here any more: attach it again.',
  )
}

/** Takes a frame out of the story and out of the outbox. */
export function undoFrame({ frames, deliveries }: Tables, id: string): void {
  const row = frames.get(id)!
  const state = isFinished(row.frame.state) ? row.frame.state : 'cancelled'
  frames.set(id, { ...row, frame: { ...row.frame, state }, undone: true })
  for (const delivery of deliveries.values()) {
    if (delivery.frameId === id && delivery.state === 'pending') deliveries.delete(delivery.id)
  }
}
