import { expect, test } from 'vitest'
import { type GatheredIdentity, gatherIdentity } from '../../../models/pipelines/gather-identity.ts'
import { discoverCharacter } from '../../../models/pipelines/identity-discovery.ts'
import type { Model, StepEvent } from '../../../models/pipelines/model.ts'
import { drawPortraits, type Portraits } from '../../../models/pipelines/portraits.ts'
import { fakeModel } from '../../fakes/networks.ts'

const asked = { description: 'a woman', seed: 7, steps: 4, sharedNoise: 0.5 }
const all = 20

/** Portraits as several draw them, the last batch first, put together in order. */
async function inBatches(model: Model, sizes: readonly number[], rowsPerCall?: number) {
  const batches = sizes.map((count, i) => ({
    count,
    first: sizes.slice(0, i).reduce((sum, size) => sum + size, 0),
  }))
  const drawn: Portraits[] = []
  for (const batch of [...batches].reverse()) {
    drawn.unshift(await drawPortraits({ model, ...asked, ...batch, rowsPerCall }))
  }
  return drawn.flatMap(({ embeddings }) => embeddings)
}

function expectSame(found: GatheredIdentity, expected: GatheredIdentity): void {
  expect(found.identity).toEqual(expected.identity)
  expect(found).toMatchObject({ kept: expected.kept, chosen: expected.chosen })
}

test.each([
  ['one', [20]],
  ['whole calls', [8, 8, 4]],
  ['any size', [1, 9, 7, 3]],
])('drawn in batches, %s, it is the same person to the last bit', async (_, sizes) => {
  const model = fakeModel()
  const whole = await discoverCharacter({ model, ...asked, portraits: all, components: 1 })
  const embeddings = await inBatches(model, sizes)
  expect(embeddings).toEqual(whole.embeddings)
  expectSame(await gatherIdentity({ model, embeddings, components: 1 }), whole)
})

test('a sampler that adds noise on the way gives each portrait its own', async () => {
  const model = fakeModel()
  const lcm = { ...asked, sampler: 'lcm' as const }
  const whole = await drawPortraits({ model, ...lcm, count: 6 })
  const second = await drawPortraits({ model, ...lcm, first: 4, count: 2 })
  expect(second.embeddings).toEqual(whole.embeddings.slice(4))
})

test('without a count all from the first one on are drawn; its rows and steps are counted', async () => {
  const events: StepEvent[] = []
  const onStep = (event: StepEvent) => void events.push(event)
  const drawn = await drawPortraits({ model: fakeModel(), ...asked, first: 54, onStep })
  expect(drawn.embeddings).toHaveLength(10)
  expect(drawn.rows).toBe(2 * 10 * 4)
  expect(events.at(-1)).toMatchObject({ phase: 'portraits', step: 40, steps: 40 })
})
