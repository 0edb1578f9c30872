import type { Progress } from '../../story/artist.ts'
import type { Due } from '../../story/pools.ts'
import type { Store } from '../../story/ports/store.ts'
import type { Platform } from '../../story/thread-id.ts'
import type { world } from '../commands/world.ts'

type Helpers = Pick<ReturnType<typeof world>, 'pictures' | 'changes'>

const settings = { bundle: 'small', sampler: 'ddim', steps: 2, guidanceScale: 1, startStep: 0 }

/** What a worker would do for a platform: what it draws looks like `png`, who it finds like `portrait`. */
export function drawing(
  platform: Platform,
  store: Store,
  { pictures, changes }: Helpers,
  png: Uint8Array,
  portrait = png,
) {
  /** Starts drawing what is due; gives the function that ends it. */
  async function beginDrawing(progress?: Progress): Promise<() => Promise<void>> {
    await store.frames.releaseDue()
    const [{ id }] = (await store.frames.pending()) as [Due]
    const { token } = (await store.frames.claim(id))!
    if (progress) await store.progress.set(id, progress)
    return async () => {
      for (const key of [`frames/${id}`, `templates/${id}`]) await pictures.put(key, png)
      const drawn = { image: `frames/${id}`, template: `templates/${id}` }
      await store.frames.drawn(id, token, { ...drawn, settings, timings: { template: 1000 } })
      await changes.publish({ kind: 'frame', id, threadId: undefined })
    }
  }

  return {
    beginDrawing,
    async draw(): Promise<void> {
      await (await beginDrawing())()
    },
    /** Gives everybody who waits for a face one. */
    async findFaces(): Promise<void> {
      for (const { id, seed } of await store.characters.discovering(platform)) {
        await pictures.put(`portraits/${id}`, portrait)
        const identity = {
          embedding: new Float32Array(2),
          encoder: 'small',
          cohesion: 0.9,
          portraits: 4,
          survivors: [0, 1],
        }
        await store.characters.discovered(id, seed, identity, `portraits/${id}`)
      }
      await changes.publish({ kind: 'character', id: '', threadId: undefined })
    },
  }
}
