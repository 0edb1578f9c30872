import type { Queue, Store } from './ports.ts'

/**
 * Closes votes whose time is up and rings the worker for everything that Postgres says is due. Called after every command and every
 * finished job, at boot and on a timer: what a queue lost is rung again.
 */
export async function conduct(store: Store, queue: Queue, now = new Date()): Promise<void> {
  await store.rounds.closeDue(now)
  await store.frames.releaseDue()
  const [characters, frames] = await Promise.all([
    store.characters.pending(),
    store.frames.pending(),
  ])
  for (const characterId of characters) await queue.ring({ kind: 'discover-identity', characterId })
  for (const frameId of frames) await queue.ring({ kind: 'draw-frame', frameId })
}
