import { expect, test } from 'vitest'
import { cohesion } from '../../../models/identity/cohesion.ts'
import type { LatentDecoder } from '../../../models/networks/types.ts'
import { discoverCharacter } from '../../../models/pipelines/identity-discovery.ts'
import type { StepEvent } from '../../../models/pipelines/model.ts'
import { portraitPrompt } from '../../../models/pipelines/portraits.ts'
import { fakeModel } from '../../fakes/networks.ts'

const quick = { description: 'a woman', seed: 7, portraits: 20, steps: 4, components: 1 }

test('it draws, encodes and filters: 20 -> 12 -> 7 -> 4', async () => {
  const found = await discoverCharacter({ model: fakeModel(), ...quick })
  expect(found).toMatchObject({ encoder: 'fake-1', portraits: 20, rows: 2 * 20 * 4 })
  expect(found.identity).toHaveLength(3)
  expect(found.kept).toHaveLength(4)
  expect(found.kept).toContain(found.chosen)
  expect(found.cohesion).toBeGreaterThan(0)
  expect(found.cohesion).toBeLessThanOrEqual(1)
})

test('the chosen survivor is the nearest to the identity; of one portrait it is that one', async () => {
  const { chosen, kept, embeddings, identity } = await discoverCharacter({
    model: fakeModel(),
    ...quick,
  })
  const similarity = (k: number) => cohesion([embeddings[k], identity])
  expect(similarity(chosen)).toBe(Math.max(...kept.map(similarity)))
  const lone = await discoverCharacter({ model: fakeModel(), ...quick, portraits: 1 })
  expect(lone).toMatchObject({ chosen: 0, cohesion: 1, identity: lone.embeddings[0] })
})

test('the manifest gives what the request leaves open', async () => {
  const found = await discoverCharacter({ model: fakeModel(), description: 'woman', seed: 1 })
  expect(found.portraits).toBe(64)
  expect(found.kept).toHaveLength(13)
  expect(found.rows).toBe(64 * 12 * 2)
})

test('portraits may be smaller than frames, and have a sampler of their own', async () => {
  const model = fakeModel()
  const { manifest } = model
  const discovery = { ...manifest.defaults.discovery, image: { width: 48, height: 32 } }
  const small = {
    ...model,
    manifest: { ...manifest, defaults: { ...manifest.defaults, discovery } },
  }
  const seen: (readonly number[])[] = []
  const decoder: LatentDecoder = {
    decode(latents) {
      seen.push(latents.dims)
      return model.networks.decoder.decode(latents)
    },
  }
  const networks = { ...model.networks, decoder }
  await discoverCharacter({ model: { ...small, networks }, ...quick, portraits: 1 })
  expect(seen).toEqual([[1, 4, 4, 6]])
  const sampler = 'dpm++2m' as const
  const second = { ...manifest.defaults, discovery: { ...manifest.defaults.discovery, sampler } }
  const set = await discoverCharacter({
    model: { ...model, manifest: { ...manifest, defaults: second } },
    ...quick,
  })
  const asked = await discoverCharacter({ model, ...quick, sampler })
  expect(set.identity).toEqual(asked.identity)
  const plain = await discoverCharacter({ model, ...quick })
  expect(set.identity).not.toEqual(plain.identity)
})

test('the same seed finds the same person, however few rows go into a call', async () => {
  const model = fakeModel()
  const first = await discoverCharacter({ model: fakeModel(), ...quick })
  const small = await discoverCharacter({ model, ...quick, rowsPerCall: 5 })
  expect(small.identity).toEqual(first.identity)
  expect(small.kept).toEqual(first.kept)
  expect(Math.max(...model.calls)).toBe(4)
  const other = await discoverCharacter({ model: fakeModel(), ...quick, seed: 8 })
  expect(other.identity).not.toEqual(first.identity)
})

test('without rounds the identity is the plain mean of all', async () => {
  const { identity, kept, embeddings } = await discoverCharacter({
    model: fakeModel(),
    ...quick,
    iterations: 0,
  })
  expect(kept).toHaveLength(20)
  identity.forEach((value, d) => {
    const sum = embeddings.reduce((total, row) => total + row[d], 0)
    expect(value).toBeCloseTo(sum / 20, 6)
  })
})

test('the more noise portraits share, the more alike they are; none by default', async () => {
  const find = (sharedNoise?: number) =>
    discoverCharacter({ model: fakeModel(), ...quick, iterations: 0, sharedNoise })
  const none = await find(0)
  expect((await find()).embeddings).toEqual(none.embeddings)
  const half = await find(0.5)
  const all = await find(1)
  expect(half.cohesion).toBeGreaterThan(none.cohesion)
  expect(all.cohesion).toBeCloseTo(1, 6)
  expect(new Set(all.embeddings.map(String)).size).toBe(1)
})

test('the manifest may say how much noise portraits share', async () => {
  const model = fakeModel()
  const { defaults } = model.manifest
  const discovery = { ...defaults.discovery, sharedNoise: 0.5 }
  const sharing = {
    ...model,
    manifest: { ...model.manifest, defaults: { ...defaults, discovery } },
  }
  const found = await discoverCharacter({ model: sharing, ...quick })
  const asked = await discoverCharacter({ model, ...quick, sharedNoise: 0.5 })
  expect(found.embeddings).toEqual(asked.embeddings)
})

test('its progress counts portraits times steps', async () => {
  const events: StepEvent[] = []
  const onStep = (event: StepEvent) => void events.push(event)
  await discoverCharacter({ model: fakeModel(), ...quick, onStep })
  expect(events.map((event) => event.step)).toEqual([8, 16, 24, 32, 40, 48, 56, 64, 68, 72, 76, 80])
  expect(new Set(events.map(({ phase, steps }) => `${phase} ${steps}`))).toEqual(
    new Set(['portraits 80']),
  )
})

test('it can be aborted at any step', async () => {
  const model = fakeModel()
  const controller = new AbortController()
  const onStep = ({ step }: StepEvent) => (step === 40 ? controller.abort() : undefined)
  const finding = discoverCharacter({ model, ...quick, onStep, signal: controller.signal })
  await expect(finding).rejects.toMatchObject({ name: 'AbortError' })
  expect(model.calls).toHaveLength(5)
})

test.each([
  ['a woman with $& hair', 'a portrait of a woman with $& hair'],
  ['An old man ', 'a portrait of a old man'],
  ['tall man', 'a portrait of a tall man'],
  ['anna', 'a portrait of a anna'],
])('the prompt of "%s" is "%s"', (description, prompt) => {
  expect(portraitPrompt('a portrait of a {description}', description)).toBe(prompt)
})
