import type { FrameStore } from './ports/pictures.ts'
import type { Store } from './ports/store.ts'

type Kept = Pick<Store, 'discarded' | 'tenants'>

/** Removes the pictures whose rows are deleted. What was cut off in the middle goes on next time. */
export async function removeDiscarded(
  { discarded }: Pick<Store, 'discarded'>,
  pictures: Pick<FrameStore, 'remove'>,
): Promise<void> {
  for (let keys = await discarded.some(); keys.length > 0; keys = await discarded.some()) {
    for (const key of keys) await pictures.remove(key)
    await discarded.gone(keys)
  }
}

/**
 * Deletes everything of the workspaces that the bot left before that time and has not come back
 * to, and the pictures of all that was deleted. Called on a timer.
 */
export async function forgetLeft(
  store: Kept,
  pictures: Pick<FrameStore, 'remove'>,
  before: Date,
): Promise<void> {
  await store.tenants.forgetLeft(before)
  await removeDiscarded(store, pictures)
}
