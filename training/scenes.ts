import type { Random } from './random.ts'
import type { Scene } from './scene.ts'
import { indoors } from './scenes-indoors.ts'
import { outdoors } from './scenes-outdoors.ts'
import { hsl, whole } from './shapes.ts'

/** Every place that a story may be set in. */
export const scenes: readonly Scene[] = [...outdoors, ...indoors]

/** The one-coloured wall behind most portraits; captions do not mention it. */
export const plain = (random: Random) =>
  whole(hsl(random.between(0, 360), random.between(15, 50), random.between(74, 88)))
