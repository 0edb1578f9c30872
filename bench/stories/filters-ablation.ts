/** The SVD filter against classical ones. IdentityStory (AAAI 2026), appendix B.1, figure 12. */

import { discoverCharacter } from '../../models/pipelines/identity-discovery.ts'
import { dbscanChoice, everything, lofChoice } from '../filters.ts'
import { meanMahalanobis } from '../mahalanobis.ts'
import { table } from '../table.ts'
import { type Compared, type Comparison, charactersOf } from './discoveries.ts'
import { estimateCharacters, shown } from './samples.ts'

const PORTRAITS = 64

type Choices = Readonly<Record<'none' | 'svd' | 'lof' | 'dbscan', readonly number[]>>

const titles = {
  none: 'none: the plain mean',
  svd: 'SVD, as discovery does it',
  lof: 'LOF, keeping as many',
  dbscan: 'DBSCAN, largest cluster',
} satisfies Record<keyof Choices, string>

/**
 * How many of a character's portraits each filter keeps, and how far those lie from their mean; a
 * sample is a description. Fewer rows lie nearer to a mean of their own: compare equal counts.
 */
export async function compareFilters({ model, stories, seed }: Comparison): Promise<Compared> {
  const found: { choices: Choices; embeddings: readonly Float32Array[] }[] = []
  for (const { description, classWord, seed: own } of charactersOf(stories, seed)) {
    const request = { model, description, classWord, seed: own, portraits: PORTRAITS }
    const { embeddings, kept } = await discoverCharacter(request)
    const choices = {
      none: everything(embeddings),
      svd: kept,
      lof: lofChoice(embeddings, { keep: kept.length }),
      dbscan: dbscanChoice(embeddings),
    }
    found.push({ choices, embeddings })
  }
  const filters = (Object.keys(titles) as (keyof Choices)[]).map((filter) => ({
    filter,
    kept: estimateCharacters(found.map(({ choices }) => choices[filter].length)) ?? null,
    mahalanobis:
      estimateCharacters(
        found.map(({ choices, embeddings }) => meanMahalanobis(embeddings, choices[filter])),
      ) ?? null,
  }))
  return {
    json: { portraits: PORTRAITS, filters },
    table: table(
      ['filter', `kept of ${PORTRAITS}`, 'mean Mahalanobis distance'],
      filters.map(({ filter, kept, mahalanobis }) => [
        titles[filter],
        shown(kept, 1),
        shown(mahalanobis, 3),
      ]),
    ),
  }
}
