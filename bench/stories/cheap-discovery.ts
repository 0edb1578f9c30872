/** How much cheaper discovery may be before the identity moves. */

import { discoverCharacter } from '../../models/pipelines/identity-discovery.ts'
import type { Sampler } from '../../models/schedulers/create-scheduler.ts'
import { table } from '../table.ts'
import { type Compared, type Comparison, charactersOf, similarity } from './discoveries.ts'
import { estimateCharacters, shown } from './samples.ts'

interface Setting {
  readonly portraits: number
  readonly steps: number
  /** Where it is another one than a frame's. */
  readonly sampler?: Sampler
}

/** What is tried, a sampler of second order too; the bundle's own setting is added. */
const settings: readonly Setting[] = [
  { portraits: 64, steps: 8 },
  { portraits: 64, steps: 4 },
  { portraits: 32, steps: 8 },
  { portraits: 24, steps: 6 },
  { portraits: 16, steps: 8 },
  { portraits: 32, steps: 8, sampler: 'dpm++2m' },
  { portraits: 32, steps: 5, sampler: 'dpm++2m' },
]

/**
 * Embeddings against those of 64 portraits at a frame's own steps, a row a setting; a sample is a
 * description.
 */
export async function compareDiscoveries({ model, stories, seed }: Comparison): Promise<Compared> {
  const { steps, discovery } = model.manifest.defaults
  const { portraits, steps: ownSteps, sampler } = discovery
  const own: Setting = { portraits, steps: ownSteps, sampler }
  const reference = { portraits: 64, steps }
  const same = (a: Setting, b: Setting) =>
    a.portraits === b.portraits && a.steps === b.steps && a.sampler === b.sampler
  const tried = [own, ...settings.filter((setting) => !same(setting, own))].map((setting) => ({
    setting,
    cosines: [] as number[],
    times: [] as number[],
  }))
  for (const { description, classWord, seed: ownSeed } of charactersOf(stories, seed)) {
    const timed = async (setting: Setting) => {
      const start = performance.now()
      const { identity } = await discoverCharacter({
        model,
        description,
        classWord,
        seed: ownSeed,
        ...setting,
      })
      return { identity, seconds: (performance.now() - start) / 1000 }
    }
    const full = await timed(reference)
    for (const { setting, cosines, times } of tried) {
      const found = await timed(setting)
      cosines.push(similarity(found.identity, full.identity))
      times.push(full.seconds / found.seconds)
    }
  }
  const rows = tried.map(({ setting, cosines, times }) => ({
    ...setting,
    own: same(setting, own),
    cosine: estimateCharacters(cosines) ?? null,
    lowestCosine: Math.min(...cosines),
    /** Denoiser rows of the full discovery over this one's. */
    cheaperBy: (reference.portraits * reference.steps) / (setting.portraits * setting.steps),
    fasterBy: estimateCharacters(times) ?? null,
  }))
  return {
    json: { reference, settings: rows },
    table: table(
      ['discovery', 'cosine to the full one', 'lowest', 'cheaper by', 'faster by'],
      rows.map((row) => [
        `${row.portraits} portraits, ${row.steps} steps${row.sampler ? ` of ${row.sampler}` : ''}${row.own ? ' (the default)' : ''}`,
        shown(row.cosine, 3),
        row.lowestCosine.toFixed(3),
        `${row.cheaperBy.toFixed(1)}x`,
        shown(row.fasterBy, 1),
      ]),
    ),
  }
}
