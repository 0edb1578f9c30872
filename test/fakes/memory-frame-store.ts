import { UserError } from '../../story/errors.ts'
import type { DirectPictures, FrameStore } from '../../story/ports/pictures.ts'

export interface MemoryFrameStore extends FrameStore {
  readonly keys: readonly string[]
  /** From now on there is no room, or there is again. */
  setFull(full: boolean): void
}

/** Pictures in a Map. */
export function memoryFrameStore(): MemoryFrameStore {
  const pictures = new Map<string, Uint8Array>()
  let isFull = false
  return {
    get keys() {
      return [...pictures.keys()]
    },
    setFull(full) {
      isFull = full
    },
    async put(key, bytes) {
      pictures.set(key, bytes.slice())
    },
    get: async (key) => pictures.get(key)?.slice(),
    async remove(key) {
      pictures.delete(key)
    },
    async checkRoom() {
      if (isFull) throw new UserError('no-room', 'There is no room for another picture.')
    },
    direct: undefined as DirectPictures | undefined,
  }
}
