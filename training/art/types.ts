/** What the drawn world is made of. Units and placeholders: README.md in this folder. */

import type { Random } from '../random.ts'

/** A place that fills the picture, 256 x 256. */
export interface Scene {
  readonly id: string
  /** Ways to say it after a person: "in a cozy cafe", "at the beach". */
  readonly phrases: readonly string[]
  readonly outdoors: boolean
  /** The picture's content; another `random`, another look of the same kind of place. */
  readonly draw: (random: Random) => string
}

/** What covers the torso on the person canvas. */
export interface Clothing {
  readonly id: string
  /** "hoodie" of "a red hoodie". */
  readonly nouns: readonly string[]
  readonly wornBy: 'anyone' | 'men' | 'women'
  readonly svg: string
}

/** What is worn on the head. */
export interface Headwear {
  readonly id: string
  /** "a chic hat", "a hijab". */
  readonly phrases: readonly string[]
  readonly wornBy: 'anyone' | 'men' | 'women'
  /** Behind the head, in front of the hair that hangs there. */
  readonly back: string
  readonly front: string
  /** The hair that is not drawn: all of it, or only what stands above the forehead. */
  readonly hides: 'nothing' | 'front' | 'all'
}

/** Arms and what they hold or do, in front of the torso. */
export interface Action {
  readonly id: string
  /** "reading a book", "flipping through a book". */
  readonly phrases: readonly string[]
  /** Ids of the scenes where it belongs; empty: anywhere. */
  readonly scenes: readonly string[]
  readonly svg: string
}
