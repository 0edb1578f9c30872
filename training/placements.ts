/** Where people stand: head middles and scales in the 256 px picture. */

import type { Identity } from './identities.ts'
import type { Random } from './random.ts'

export const SIDE = 256

export interface Placement {
  /** Of the head's middle, in picture px. */
  readonly x: number
  readonly y: number
  /** Picture px per unit of the person canvas. */
  readonly scale: number
  readonly tilt: number
}

/** Units of the person canvas: the head's middle, where the body is scaled about, its lower end. */
const HEAD = 330
const HIPS = 620
const FEET = 960
/** From the head's middle up to the top of usual hair. */
const HAIR = 215
const CHILD = 0.85

const tenths = (value: number) => Math.round(value * 10) / 10

const rooms: readonly {
  readonly scale: readonly [number, number]
  readonly xs: readonly number[]
}[] = [
  { scale: [0.29, 0.4], xs: [128] },
  { scale: [0.24, 0.31], xs: [76, 180] },
  { scale: [0.2, 0.25], xs: [44, 128, 212] },
]

/** A close-up: the face fills the picture, its middle near the picture's. */
export const portraitPlacement = (random: Random): Placement => ({
  x: tenths(128 + random.between(-6, 6)),
  y: tenths(118 + random.between(-6, 6)),
  scale: Math.round(random.between(0.5, 0.56) * 1e4) / 1e4,
  tilt: tenths(random.between(-3, 3)),
})

/** Room for one, two or three people side by side, left to right; children are smaller. */
export function scenePlacements(random: Random, people: readonly Identity[]): Placement[] {
  const room = rooms[people.length - 1]
  if (room === undefined) throw new Error(`no room for ${people.length} people`)
  const together = random.between(...room.scale)
  return people.map(({ age, build }, k) => {
    const own = Math.min(
      Math.max(together * random.between(0.95, 1.05), room.scale[0]),
      room.scale[1],
    )
    const scale = own * (age === 'child' ? CHILD : 1)
    const bodyReachesEdge = SIDE - (HIPS + (FEET - HIPS) * build[1] - HEAD) * scale
    const hairStaysInside = HAIR * scale + 3
    const least = Math.max(bodyReachesEdge, hairStaysInside)
    const sway = people.length === 1 ? 34 : 7
    return {
      x: tenths((room.xs[k] ?? SIDE / 2) + random.between(-sway, sway)),
      y: tenths(least + random.between(0, age === 'child' ? 16 : 26)),
      scale: Math.round(scale * 1e4) / 1e4,
      tilt: tenths(random.between(-3, 3)),
    }
  })
}
