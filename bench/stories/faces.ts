/** Where people's faces are in a picture, as squares for a recogniser. */

import type { Mask } from '../../models/identity/mask.ts'
import type { Tensor } from '../../models/math/tensor.ts'
import type { FoundPerson, Layout } from '../../models/networks/types.ts'
import type { Square } from './pictures.ts'

/** How many head widths a crop is wide: what storybook's recogniser learned. */
const OF_HEAD = 1.5
/**
 * How many faces a crop is wide, hairline to chin. In the faces that ArcFace learned, eyes and mouth
 * stand where they do in such a square (Deng et al. 2019; insightface, `face_align.py`).
 */
const OF_FACE = 1.1
/** The word by which a detector of phrases knows faces. */
const FACE = 'face'

/**
 * The faces of people whom the layout found, in their order. Where it tells no head widths it is
 * asked for faces too, and each person has the one that lies most in their mask; undefined where no
 * face lies there by half.
 */
export async function findFaces(
  picture: Tensor,
  people: readonly (FoundPerson | undefined)[],
  layout: Layout,
): Promise<(Square | undefined)[]> {
  const found = people.filter((person) => person !== undefined)
  if (found.every(({ head }) => head.width !== undefined)) {
    return people.map((person) => person && { ...person.head, side: OF_HEAD * person.head.width! })
  }
  const faces = await layout.find(
    picture,
    found.map(() => FACE),
  )
  const masks = faces.flatMap((face) => (face === undefined ? [] : [face.mask]))
  return people.map((person) => person && squareOf(bestIn(person.mask, masks)))
}

function bestIn(person: Mask, faces: readonly Mask[]): Mask | undefined {
  const shares = faces.map((face) => ({ face, share: shareInside(face, person) }))
  const [best] = shares.sort((a, b) => b.share - a.share)
  return best !== undefined && best.share >= 0.5 ? best.face : undefined
}

/** The part of `inner` that `outer` covers; 0 of an empty one. */
function shareInside(inner: Mask, outer: Mask): number {
  let [area, inside] = [0, 0]
  for (const [i, value] of inner.data.entries()) {
    area += value
    inside += value * outer.data[i]
  }
  return area === 0 ? 0 : inside / area
}

function squareOf(face: Mask | undefined): Square | undefined {
  if (face === undefined) return undefined
  let [left, right, top, bottom] = [face.width, 0, face.height, 0]
  for (const [i, value] of face.data.entries()) {
    if (value === 0) continue
    const [x, y] = [i % face.width, Math.floor(i / face.width)]
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y + 1)
  }
  const side = OF_FACE * Math.max(right - left, bottom - top)
  return { x: (left + right) / 2, y: (top + bottom) / 2, side }
}
