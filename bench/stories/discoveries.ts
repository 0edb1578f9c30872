/** What comparisons of discoveries share. */

import type { Judges } from '../../models/bundles/judges.ts'
import type { Model } from '../../models/pipelines/model.ts'
import type { Story, StoryCharacter } from './read.ts'

export interface Comparison {
  readonly model: Model
  readonly judges: Judges
  readonly stories: readonly Story[]
  readonly seed: number
}

/** Everybody of the stories, each description once. */
export function charactersOf(stories: readonly Story[]): StoryCharacter[] {
  const all = stories.flatMap((story) => story.characters)
  return [...new Map(all.map((one) => [one.description, one])).values()]
}

/** Cosine of two vectors of any length. */
export function similarity(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, value, i) => sum + value * y[i], 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
