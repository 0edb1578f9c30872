import type { Changes } from '../story/ports/progress.ts'
import type { Store } from '../story/ports/store.ts'

/** Kinds that only a worker publishes while it works. */
const signs = new Set(['progress', 'character', 'frame'])

/**
 * Whether some worker seems to be there: there is nothing to draw, or drawing was heard of not long
 * ago. The bot never speaks to a worker, so this is all it can know.
 */
export function watchWorkers(
  store: Pick<Store, 'frames' | 'characters'>,
  changes: Changes,
  patienceMs = 120_000,
  now = Date.now,
): () => Promise<boolean> {
  let lastSign = now()
  changes.subscribe(({ kind }) => {
    if (signs.has(kind)) lastSign = now()
  })
  return async () => {
    if (now() - lastSign < patienceMs) return true
    const [frames, characters] = await Promise.all([
      store.frames.pending(),
      store.characters.pending(),
    ])
    return frames.length + characters.length === 0
  }
}
