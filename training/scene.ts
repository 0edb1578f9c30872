import type { Random } from './random.ts'

/** A place that a story may be set in. */
export type Scene = {
  /** What a caption may say for this scene. */
  readonly phrases: readonly string[]
  /** The background as SVG. */
  readonly draw: (random: Random) => string
}
