/** Whether another seed is another person. */

import { discoverCharacter } from '../../models/pipelines/identity-discovery.ts'
import { table } from '../table.ts'
import { type Comparison, charactersOf } from './discoveries.ts'
import { seedOf } from './draw.ts'
import { cosine, figure, meanPairwise } from './metrics.ts'
import { cropFace } from './pictures.ts'

const SEEDS = 3

/** Recogniser similarity of the chosen portraits of one description under several seeds. */
export async function compareSeeds({ model, judges, stories, seed }: Comparison): Promise<string> {
  const faces: number[] = []
  const embeddings: number[] = []
  for (const { description, classWord } of charactersOf(stories)) {
    const seen: Float32Array[] = []
    const identities: Float32Array[] = []
    for (let k = 0; k < SEEDS; k++) {
      const { portrait, identity } = await discoverCharacter({
        model,
        description,
        seed: seedOf(seed, description, k),
      })
      const length = Math.sqrt(cosine(identity, identity))
      identities.push(identity.map((value) => value / length))
      const [person] = await model.networks.layout.find(portrait, [classWord])
      const { x, y, width } = person?.head ?? { x: 0, y: 0, width: undefined }
      if (width === undefined) continue
      seen.push((await judges.recogniser.embed(cropFace(portrait, { x, y, width }))).data)
    }
    const alike = meanPairwise(seen)
    if (alike !== undefined) faces.push(alike)
    embeddings.push(meanPairwise(identities) ?? 1)
  }
  const row = (what: string, values: readonly number[]) => {
    const found = figure(values)
    return found === undefined
      ? [what, '–', '–', '0']
      : [
          what,
          found.value.toFixed(3),
          `${found.low.toFixed(3)}–${found.high.toFixed(3)}`,
          String(found.n),
        ]
  }
  return table(
    [`${SEEDS} seeds of one description`, 'mean', '95 %', 'descriptions'],
    [row('recogniser similarity of portraits', faces), row('cosine of embeddings', embeddings)],
  )
}
