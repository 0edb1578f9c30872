import type { Progress } from '../artist.ts'

/** The last word about running work, for whoever watches. `id` is a character's or a frame's. */
export interface ProgressLog {
  set(id: string, progress: Progress): Promise<void>
  get(id: string): Promise<Progress | undefined>
  clear(id: string): Promise<void>
}

/** Something moved: what and where. Carries no data; read the store. */
export interface Change {
  readonly kind: 'command' | 'character' | 'frame' | 'progress' | 'delivery'
  readonly id: string
  readonly threadId: string | undefined
}

/** Tells everybody, in this process and others, that something moved. Loss is allowed. */
export interface Changes {
  publish(change: Change): Promise<void>
  /** Returns the function that ends it. */
  subscribe(listener: (change: Change) => void): () => void
  close(): Promise<void>
}
