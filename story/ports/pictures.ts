/**
 * Pictures by key. Keys are made of ids by us, never of what people write. Whatever cannot be done
 * because the store is away or refuses our settings rejects with an Outage.
 */
export interface FrameStore {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array | undefined>
  remove(key: string): Promise<void>
  /** UserError `no-room` when there is no room for another picture. */
  checkRoom(): Promise<void>
  /** How browsers fetch pictures by themselves; undefined where only we can read them. */
  readonly direct: DirectPictures | undefined
}

export interface DirectPictures {
  /** The origin of every such address, for instance `https://pictures.example.org`. */
  readonly origin: string
  /** An address that is good for ten minutes at least. */
  addressOf(key: string): Promise<string>
}

/** Pictures whose rows are deleted: noted in the same transaction, so that none outlives them. */
export interface DiscardedPictures {
  /** Some of their keys; empty when there are none. */
  some(): Promise<string[]>
  /** The frame store has removed them. */
  gone(keys: readonly string[]): Promise<void>
}

/** Pictures that people attached, until a frame takes them. */
export interface AttachedPictures {
  add(tenantId: string, key: string): Promise<void>
  /** Discards those that were attached before that time and that no frame took. */
  discard(before: Date): Promise<void>
}
