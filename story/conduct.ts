import { inBatches } from './in-batches.ts'
import { discoverJob, drawJob } from './jobs.ts'
import type { Queue } from './ports/queue.ts'
import type { Store } from './ports/store.ts'

/**
 * Closes votes whose time is up and rings the workers of each pool for everything that Postgres says is
 * due. Called at boot and on a timer: what a queue lost is rung again.
 */
export async function conduct(store: Store, queue: Queue, now = new Date()): Promise<void> {
  await store.rounds.closeDue(now)
  await store.frames.releaseDue()
  const [characters, frames] = await Promise.all([
    store.characters.pending(),
    store.frames.pending(),
  ])
  await Promise.all([
    ...characters.map((due) => queue.ring(discoverJob(due))),
    ...frames.map((due) => queue.ring(drawJob(due))),
  ])
}

/** What a command or something finished may have made due. */
export interface Moved {
  /** A character that may be new. */
  readonly characterId?: string | undefined
  /** Characters whose faces are to be found anew. */
  readonly faces?: readonly string[] | undefined
  /** The episode in which something may go on; without it all are looked at. */
  readonly episodeId?: string | undefined
}

/**
 * The same after commands and finished work: looks where something moved and rings only for what has
 * just become due, so that it costs as much however many stories there are and however long the queue is.
 */
export async function advance(
  store: Store,
  queue: Queue,
  moved: readonly Moved[],
  now = new Date(),
): Promise<void> {
  await store.rounds.closeDue(now)
  const made = moved.flatMap(({ characterId, faces = [] }) => [...faces, characterId ?? []].flat())
  const episodes = [...new Set(moved.flatMap(({ episodeId }) => episodeId ?? []))]
  const everywhere = moved.some(({ episodeId }) => episodeId === undefined)
  const [characters, frames] = await Promise.all([
    store.characters.pending(made),
    store.frames.releaseDue(everywhere ? undefined : episodes),
  ])
  await Promise.all([
    ...characters.map((due) => queue.ring(discoverJob(due))),
    ...frames.map((due) => queue.ring(drawJob(due))),
  ])
}

/**
 * `advance` once a face was found, or could not be: for those frames that have the character. What was
 * queued before somebody asked for another face was put aside without a job, so it is rung for again.
 */
export async function advanceWith(store: Store, queue: Queue, characterId: string): Promise<void> {
  const frames = await store.frames.unfinishedWith(characterId)
  const asides = frames.filter(({ state }) => state !== 'waiting')
  await advance(store, queue, frames)
  await Promise.all(asides.map((due) => queue.ring(drawJob(due))))
}

/** `advance` after a command: those that come while it runs share the next run. */
export const advancing = (store: Store, queue: Queue): ((moved: Moved) => Promise<void>) =>
  inBatches(async (moved: readonly Moved[]) => {
    await advance(store, queue, moved)
    return moved.map(() => undefined)
  })
