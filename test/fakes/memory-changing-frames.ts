import { type Frame, isFinished } from '../../story/frame.ts'
import type { Tables } from './memory-tables.ts'

type Wanted = Pick<Frame, 'episodeId' | 'prompt' | 'cast' | 'author' | 'redoOf' | 'roundId'> & {
  readonly commandId: string
}

/** Adds frames at the next position of their episode: one, or all candidates of a round. */
export function addFrames(
  tables: Tables,
  { commandId, ...wanted }: Wanted,
  seeds: readonly number[],
): Frame[] {
  const row = tables.episodes.get(wanted.episodeId)!
  tables.episodes.set(wanted.episodeId, { ...row, nextPosition: row.nextPosition + 1 })
  return seeds.map((seed, candidate) => {
    const frame: Frame = {
      id: tables.newId(),
      ...wanted,
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
    tables.frames.set(frame.id, { frame, commandId, token: 0, undone: false })
    return frame
  })
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
