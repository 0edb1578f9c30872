/** `discovering` until the worker has found an identity (`ready`) or given up (`failed`). */
export type CharacterState = 'discovering' | 'ready' | 'failed'

export interface Author {
  readonly id: string
  readonly name: string
}

/** Whoever was forgotten: what they told stays in the story, and nobody knows who it was. */
export const somebody: Author = { id: 'somebody', name: 'somebody' }

/** Who a character is to the model: without the name of its encoder an embedding means nothing. */
export interface Identity {
  readonly embedding: Float32Array
  readonly encoder: string
  /** Mean pairwise cosine similarity of the portraits that survived the SVD filter, -1..1. */
  readonly cohesion: number
  readonly portraits: number
  /** Indices of the portraits that survived, ascending. */
  readonly survivors: readonly number[]
}

export interface Character {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly description: string
  readonly classWord: string
  /** Who finds the face; undefined: the first model. */
  readonly model: string | undefined
  readonly seed: number
  readonly state: CharacterState
  readonly author: Author
  /** The thread where it was added: progress and the portrait go there. */
  readonly threadId: string
  readonly identity: Identity | undefined
  /** Key of the chosen portrait in the frame store. */
  readonly portrait: string | undefined
  /** Why discovery failed, a sentence. */
  readonly problem: string | undefined
  readonly createdAt: Date
}

/**
 * The seed by which another encoder finds a face. Back at the first encoder it is the first seed
 * again, so that the same model gives the same face.
 */
export const seedAnew = (seed: number, from: string, to: string): number =>
  seed ^ digest(from) ^ digest(to)

/** 31 bits of a name: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
const digest = (name: string): number =>
  [...name].reduce(
    (hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193),
    0x811c9dc5,
  ) >>> 1

export const maxNameLength = 40
export const maxDescriptionLength = 500
