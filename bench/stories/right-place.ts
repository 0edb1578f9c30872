/** Whether the right people stand in the right places of a frame. Pure. */

import { cosine } from './metrics.ts'

/** Somebody seen in a picture: the face's embedding of length 1, the head's middle in pixels. */
export interface Standing {
  readonly face: ArrayLike<number>
  readonly head: { readonly x: number; readonly y: number }
}

type Cast<One> = readonly (One | undefined)[]

/**
 * Whether everybody of the cast is found in the picture, looks more like their own portrait than
 * like anybody else's, and has the head nearest to where the template has theirs.
 */
export function inPlace(
  picture: Cast<Standing>,
  template: Cast<Standing>,
  portraits: Cast<Pick<Standing, 'face'>>,
): boolean {
  return picture.every((person, k) => {
    if (person === undefined) return false
    const alike = portraits.map((other) =>
      other === undefined ? Number.NEGATIVE_INFINITY : cosine(person.face, other.face),
    )
    const near = template.map((other) =>
      other === undefined
        ? Number.NEGATIVE_INFINITY
        : -Math.hypot(person.head.x - other.head.x, person.head.y - other.head.y),
    )
    return isLargest(alike, k) && isLargest(near, k)
  })
}

const isLargest = (values: readonly number[], k: number) =>
  values.every((value, other) => other === k || values[k] > value)
