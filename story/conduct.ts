import { inBatches } from './in-batches.ts'
import type { Queue, Store } from './ports.ts'

/**
 * Closes votes whose time is up and rings the worker for everything that Postgres says is due. Called
 * at boot and on a timer: what a queue lost is rung again.
 */
export async function conduct(store: Store, queue: Queue, now = new Date()): Promise<void> {
  await store.rounds.closeDue(now)
  await store.frames.releaseDue()
  const [characters, frames] = await Promise.all([
    store.characters.pending(),
    store.frames.pending(),
  ])
  await Promise.all([
    ...characters.map((characterId) => queue.ring({ kind: 'discover-identity', characterId })),
    ...frames.map((frameId) => queue.ring({ kind: 'draw-frame', frameId })),
  ])
}

/**
 * The same after commands and finished frames: rings only for what has just become due, so that it
 * costs as much however long the queue is. `made` are characters that may be new.
 */
export async function advance(
  store: Store,
  queue: Queue,
  made: readonly string[] = [],
  now = new Date(),
): Promise<void> {
  await store.rounds.closeDue(now)
  const frames = await store.frames.releaseDue()
  const pending = made.length === 0 ? [] : await store.characters.pending()
  const characters = pending.filter((id) => made.includes(id))
  await Promise.all([
    ...characters.map((characterId) => queue.ring({ kind: 'discover-identity', characterId })),
    ...frames.map((frameId) => queue.ring({ kind: 'draw-frame', frameId })),
  ])
}

/** `advance` after a command that made that character: those that come while it runs share the next run. */
export const advancing = (
  store: Store,
  queue: Queue,
): ((characterId: string | undefined) => Promise<void>) =>
  inBatches(async (made) => {
    const named = made.filter((id) => id !== undefined)
    await advance(store, queue, named)
    return made.map(() => undefined)
  })
