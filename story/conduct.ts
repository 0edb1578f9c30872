import type { Queue, Store } from './ports.ts'

/**
 * Rings the worker for everything that Postgres says is due. Called after every command and every
 * finished job, at boot and on a timer: what a queue lost is rung again.
 */
export async function conduct(store: Store, queue: Queue): Promise<void> {
  await store.frames.releaseDue()
  const [characters, frames] = await Promise.all([
    store.characters.pending(),
    store.frames.pending(),
  ])
  for (const characterId of characters) await queue.ring({ kind: 'discover-identity', characterId })
  for (const frameId of frames) await queue.ring({ kind: 'draw-frame', frameId })
}
