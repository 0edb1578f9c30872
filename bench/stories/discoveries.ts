/** What comparisons of discoveries share. */

import type { Judges } from '../../models/bundles/judges.ts'
import type { Model } from '../../models/pipelines/model.ts'
import type { Anchors } from './anchors.ts'
import { seedOf } from './draw.ts'
import type { Story, StoryCharacter } from './read.ts'

export interface Comparison {
  readonly model: Model
  readonly judges: Judges
  readonly anchors: Anchors
  readonly stories: readonly Story[]
  readonly seed: number
}

/** What a comparison found: for people, and for `--json`. */
export interface Compared {
  readonly table: string
  readonly json: Readonly<Record<string, unknown>>
}

export interface DescribedCharacter extends StoryCharacter {
  /** Of this character when its story is drawn. */
  readonly seed: number
}

/** Everybody of the stories, each description once. */
export function charactersOf(stories: readonly Story[], seed: number): DescribedCharacter[] {
  const all = stories.flatMap((story) =>
    story.characters.map((one, k) => ({ ...one, seed: seedOf(seed, one.description, k) })),
  )
  return all.filter(
    ({ description }, i) => all.findIndex((one) => one.description === description) === i,
  )
}

/** Cosine of two vectors of any length. */
export function similarity(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, value, i) => sum + value * y[i], 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
