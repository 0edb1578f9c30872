/** What the judges see in a picture. */

import type { Judges } from '../../models/bundles/judges.ts'
import { slice, type Tensor } from '../../models/math/tensor.ts'
import type { Layout } from '../../models/networks/types.ts'
import { findFaces } from './faces.ts'
import { cropFace, segment } from './pictures.ts'
import type { Standing } from './right-place.ts'

export interface SeenPerson extends Standing {
  readonly face: Float32Array
  /** Of the picture with everything else mid-gray. */
  readonly segmented: Float32Array
}

/** Everybody of the cast as the layout finds them; undefined where somebody, or their face, is not found. */
export async function lookAt(
  picture: Tensor,
  classWords: readonly string[],
  layout: Layout,
  { recogniser, images }: Judges,
): Promise<(SeenPerson | undefined)[]> {
  const seen: (SeenPerson | undefined)[] = []
  const people = await layout.find(picture, classWords)
  const faces = await findFaces(picture, people, layout)
  for (const [k, person] of people.entries()) {
    const square = faces[k]
    if (person === undefined || square === undefined) {
      seen.push(undefined)
      continue
    }
    const { head, mask } = person
    const face = (await recogniser.embed(cropFace(picture, square, recogniser.side))).data
    seen.push({ head, face, segmented: (await images.embed(segment(picture, mask))).data })
  }
  return seen
}

export async function embedTexts(
  { texts }: Judges,
  prompts: readonly string[],
): Promise<Float32Array[]> {
  const all = await texts.embed(prompts)
  return prompts.map((_, i) => slice(all, i, i + 1).data)
}
