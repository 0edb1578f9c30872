/** Whether another seed is another person. */

import { discoverCharacter } from '../../models/pipelines/identity-discovery.ts'
import { drawIdentityPortrait } from '../../models/pipelines/identity-portrait.ts'
import { table } from '../table.ts'
import { type Compared, type Comparison, charactersOf } from './discoveries.ts'
import { seedOf } from './draw.ts'
import { findFaces } from './faces.ts'
import { cosine, meanPairwise } from './metrics.ts'
import { cropFace } from './pictures.ts'
import { estimateAnchors, estimateCharacters, shown } from './samples.ts'

const SEEDS = 3

/**
 * Recogniser similarity of the portraits of one description under several seeds, beside
 * the anchors; a sample is a description.
 */
export async function compareSeeds({
  model,
  judges,
  anchors,
  stories,
  seed,
}: Comparison): Promise<Compared> {
  const faces: number[] = []
  const embeddings: number[] = []
  for (const { description, classWord } of charactersOf(stories, seed)) {
    const seen: Float32Array[] = []
    const identities: Float32Array[] = []
    for (let k = 0; k < SEEDS; k++) {
      const request = { model, description, classWord, seed: seedOf(seed, description, k) }
      const { identity, chosen: index } = await discoverCharacter(request)
      const { portrait } = await drawIdentityPortrait({ ...request, identity, index })
      const length = Math.sqrt(cosine(identity, identity))
      identities.push(identity.map((value) => value / length))
      const { layout } = model.networks
      const people = await layout.find(portrait, [classWord])
      const [face] = await findFaces(portrait, people, layout)
      if (face === undefined) continue
      const { recogniser } = judges
      seen.push((await recogniser.embed(cropFace(portrait, face, recogniser.side))).data)
    }
    const [alike, near] = [meanPairwise(seen), meanPairwise(identities)]
    if (alike !== undefined) faces.push(alike)
    if (near !== undefined) embeddings.push(near)
  }
  const json = {
    seedsFaceSim: estimateCharacters(faces) ?? null,
    ceilingFaceSim: estimateAnchors(anchors.ceiling) ?? null,
    floorFaceSim: estimateAnchors(anchors.floor) ?? null,
    seedsCosine: estimateCharacters(embeddings) ?? null,
    seeds: SEEDS,
  }
  return {
    json,
    table: table(
      [`${SEEDS} seeds of one description`, 'mean (95 %)'],
      [
        ['Face-Sim of their portraits', shown(json.seedsFaceSim, 3)],
        ['Face-Sim, rendered, same person (ceiling)', shown(json.ceilingFaceSim, 3)],
        ['Face-Sim, rendered, same description (floor)', shown(json.floorFaceSim, 3)],
        ['cosine of their embeddings', shown(json.seedsCosine, 3)],
      ],
    ),
  }
}
