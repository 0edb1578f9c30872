/** What gives Face-Sim its meaning: the same pairs on rendered pictures. */

import { join } from 'node:path'
import type { Judges } from '../../models/bundles/judges.ts'
import type { Manifest } from '../../models/bundles/manifest.ts'
import { concat, slice, type Tensor } from '../../models/math/tensor.ts'
import type { Recogniser } from '../../models/networks/recogniser.ts'
import { meanPairwise } from './metrics.ts'
import { readPicture, tilesOf } from './pictures.ts'

/** Face-Sim a row of the sheet: of one person, and of different people of one description. */
export interface Anchors {
  readonly ceiling: readonly number[]
  readonly floor: readonly number[]
}

/** The anchors of the bundle in `folder`, as its recogniser sees them; none where it has no such sheet. */
export async function readAnchors(
  folder: string,
  { judges }: Pick<Manifest, 'judges'>,
  { recogniser }: Pick<Judges, 'recogniser'>,
): Promise<Anchors> {
  if (judges?.anchors === undefined) return { ceiling: [], floor: [] }
  const { file, tile, same } = judges.anchors
  return scoreAnchors(tilesOf(await readPicture(join(folder, file)), tile), same, { recogniser })
}

/** Rows of face crops: `same` pictures of one person, then other people, one picture each. */
export async function scoreAnchors(
  rows: readonly (readonly Tensor[])[],
  same: number,
  { recogniser }: { readonly recogniser: Pick<Recogniser, 'embed'> },
): Promise<Anchors> {
  const ceiling: number[] = []
  const floor: number[] = []
  for (const row of rows) {
    const all = await recogniser.embed(concat(row))
    const faces = row.map((_, i) => slice(all, i, i + 1).data)
    const alike = meanPairwise(faces.slice(0, same))
    const apart = meanPairwise([faces[0], ...faces.slice(same)])
    if (alike !== undefined) ceiling.push(alike)
    if (apart !== undefined) floor.push(apart)
  }
  return { ceiling, floor }
}
