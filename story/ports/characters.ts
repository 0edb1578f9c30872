import type { Author, Character, Identity } from '../character.ts'
import type { DueFace } from '../pools.ts'
import type { Platform } from '../thread-id.ts'

export interface Characters {
  /** Adds one in state `discovering`; UserError `name-taken` when the tenant has that name (any case). */
  add(character: {
    tenantId: string
    name: string
    description: string
    classWord: string
    /** Who finds the face; without one the first model. */
    model?: string | undefined
    seed: number
    author: Author
    threadId: string
  }): Promise<Character>
  get(tenantId: string, id: string): Promise<Character | undefined>
  /** For the worker, which serves every tenant. */
  byJob(id: string): Promise<Character | undefined>
  list(tenantId: string): Promise<Character[]>
  /** Only what they are called, in the same order: quick enough to be asked for as people type. */
  names(tenantId: string): Promise<string[]>
  findByName(tenantId: string, name: string): Promise<Character | undefined>
  /** UserError `name-taken` when the new name belongs to another. */
  rename(tenantId: string, id: string, name: string): Promise<boolean>
  /** Deletes the character and its identity; frames that show it keep the name. */
  remove(tenantId: string, id: string): Promise<boolean>
  /**
   * Back to `discovering` with another seed, `by` another model where one is named. False when it is
   * being discovered already, or when a frame that is not finished waits for another pool, which
   * needs the face as it is.
   */
  retry(
    tenantId: string,
    id: string,
    seed: number,
    by?: { readonly model: string; readonly classWord: string },
  ): Promise<boolean>
  /**
   * `discovering -> ready`, with a pending delivery in the same transaction; false when somebody
   * else moved it or its seed changed meanwhile.
   */
  discovered(id: string, seed: number, identity: Identity, portrait: string): Promise<boolean>
  /** `discovering -> failed`, with a pending delivery; false likewise. */
  failed(id: string, seed: number, problem: string): Promise<boolean>
  /** All of a platform in state `discovering`, oldest first. */
  discovering(platform: Platform): Promise<Character[]>
  /**
   * Of all in state `discovering`, or those of these ids, oldest first, the batches that are not drawn;
   * one of each that has none, which is to be begun or gathered.
   */
  pending(ids?: readonly string[]): Promise<DueFace[]>
  /** How many drawn frames show the character. */
  frameCount(tenantId: string, id: string): Promise<number>
}
