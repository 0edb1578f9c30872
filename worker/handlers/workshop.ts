import type { Artist } from '../../story/artist.ts'
import { advance, advanceWith } from '../../story/conduct.ts'
import type { Pool } from '../../story/pools.ts'
import type { PortraitPlan } from '../../story/ports/discoveries.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Change, Changes } from '../../story/ports/progress.ts'
import type { Queue } from '../../story/ports/queue.ts'
import type { Store } from '../../story/ports/store.ts'
import type { Log } from '../log.ts'

/** All that a job needs to be done. */
export interface Workshop {
  readonly store: Store
  readonly artist: Artist
  readonly frames: FrameStore
  readonly changes: Changes
  readonly queue: Queue
  /** Whose work is done here. */
  readonly pool: Pool
  /** How portraits of a face are shared out. */
  readonly plan: PortraitPlan
  readonly log: Log
}

/** Whose work it is: a character or a frame, and where it is watched. */
export interface Subject {
  readonly kind: Extract<Change['kind'], 'character' | 'frame'>
  readonly id: string
  readonly threadId: string
  /** The episode of a frame, in which the next one may go on. */
  readonly episodeId?: string
}

/** Tells everybody that work is finished, and rings for whatever it held up. */
export async function announce(
  { kind, id, threadId, episodeId }: Subject,
  { store, queue, changes }: Pick<Workshop, 'store' | 'queue' | 'changes'>,
): Promise<void> {
  if (kind === 'frame') await advance(store, queue, [{ episodeId }])
  else await advanceWith(store, queue, id)
  await changes.publish({ kind, id, threadId })
  await changes.publish({ kind: 'delivery', id, threadId })
}
