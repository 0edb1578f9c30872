import type { Portraits, Progress } from '../artist.ts'
import type { Character } from '../character.ts'
import type { Pool } from '../pools.ts'

/** How a worker shares out the portraits of a face. */
export interface PortraitPlan {
  /** Its model and that one's version: portraits of different ones are never gathered together. */
  readonly model: string
  readonly portraits: number
  /** How many are drawn at a time. */
  readonly perBatch: number
}

/** Portraits of a face that its model draws. */
export interface PortraitSet {
  readonly characterId: string
  readonly seed: number
  readonly model: string
}

/** Some of them, claimed by a worker. */
export interface PortraitBatch extends PortraitSet {
  readonly number: number
  readonly first: number
  readonly count: number
  /** Raised by every claim: an older one is fenced off. */
  readonly token: number
}

/** What a worker began with. */
export interface Begun {
  readonly character: Character
  readonly set: PortraitSet
  /** Undefined when all of the set are drawn and nobody has gathered them yet. */
  readonly batch: PortraitBatch | undefined
  /** Whether that batch is the whole set. */
  readonly isWhole: boolean
  /** Batches that there were none of before: workers are to be rung for them. */
  readonly made: readonly number[]
}

/**
 * The portraits of faces that are being found, in batches that any workers draw. They are deleted when
 * the face is found or could not be, and with their character.
 */
export interface Discoveries {
  /**
   * A worker of the pool begins with a batch: it waits no longer, and whoever added the character was
   * served. The first of a model makes the batches, as it plans them. Undefined when the character is
   * not being discovered, or by another pool, or the batch is drawn and others are not.
   */
  begin(
    characterId: string,
    number: number,
    plan: PortraitPlan,
    pool?: Pool,
  ): Promise<Begun | undefined>
  /**
   * Writes down how far a batch is (`step` of `steps` of its own), as progress of the whole set. The
   * last preview stays. Of one that somebody else claimed, or that is gone, nothing is written.
   */
  tell(batch: PortraitBatch, progress: Progress): Promise<void>
  /**
   * Keeps what was drawn. How many batches of the set are still to be drawn: the one who is told 0
   * gathers. Undefined when somebody else claimed it, or nobody wants it any more.
   */
  drawn(batch: PortraitBatch, portraits: Portraits): Promise<number | undefined>
  /** All portraits of a set, in order; undefined when some are not drawn, or no longer there. */
  all(set: PortraitSet): Promise<Portraits | undefined>
}
