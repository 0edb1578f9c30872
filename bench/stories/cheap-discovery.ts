/** How much cheaper discovery may be before the identity moves. */

import { discoverCharacter } from '../../models/pipelines/identity-discovery.ts'
import { table } from '../table.ts'
import { type Comparison, charactersOf, similarity } from './discoveries.ts'
import { seedOf } from './draw.ts'
import { figure } from './metrics.ts'

/** Portraits and steps to try; the bundle's own setting is added. */
const settings = [
  { portraits: 64, steps: 8 },
  { portraits: 64, steps: 4 },
  { portraits: 32, steps: 8 },
  { portraits: 24, steps: 6 },
  { portraits: 16, steps: 8 },
]

/** Embeddings against those of 64 portraits at a frame's own steps, a row a setting. */
export async function compareDiscoveries({ model, stories, seed }: Comparison): Promise<string> {
  const { steps, discovery } = model.manifest.defaults
  const reference = { portraits: 64, steps }
  const own = { portraits: discovery.portraits, steps: discovery.steps }
  const rows = new Map<string, { similar: number[]; rows: number; full: number; cost: number[] }>()
  for (const { description } of charactersOf(stories)) {
    const request = { model, description, seed: seedOf(seed, description) }
    const timed = async (setting: { portraits: number; steps: number }) => {
      const start = performance.now()
      const found = await discoverCharacter({ ...request, ...setting })
      return { ...found, seconds: (performance.now() - start) / 1000 }
    }
    const full = await timed(reference)
    for (const setting of [own, ...settings]) {
      const name = `${setting.portraits} portraits, ${setting.steps} steps`
      const found = await timed(setting)
      const row = rows.get(name) ?? { similar: [], rows: found.rows, full: full.rows, cost: [] }
      row.similar.push(similarity(found.identity, full.identity))
      row.cost.push(found.seconds / full.seconds)
      rows.set(name, row)
    }
  }
  return table(
    ['discovery', 'cosine to the full one', 'rows', 'cheaper by', 'time ratio'],
    [...rows].map(([name, { similar, rows, full, cost }]) => [
      name,
      `${figure(similar)?.value.toFixed(3)} (lowest ${Math.min(...similar).toFixed(3)}, n ${similar.length})`,
      String(rows),
      `${(full / rows).toFixed(1)}x`,
      `${figure(cost)?.value.toFixed(2)}`,
    ]),
  )
}
