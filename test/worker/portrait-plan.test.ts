import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { manifestSchema } from '../../models/bundles/format.ts'
import { discoverJob, jobKey, jobSchema } from '../../story/jobs.ts'
import { batchesOf } from '../../story/portrait-batches.ts'
import { portraitPlan } from '../../worker/portrait-plan.ts'
import { tinyManifest } from '../fixtures/bundle.ts'

const { defaults } = tinyManifest

/** A bundle whose portraits have that size and so many steps. */
const bundleOf = (side: number, steps: number, portraits = 64) => ({
  ...tinyManifest,
  image: { width: side, height: side },
  defaults: { ...defaults, discovery: { ...defaults.discovery, steps, portraits } },
})

test.each([
  ['SDXL as published', bundleOf(1024, 50), 8],
  ['half the steps', bundleOf(1024, 25), 16],
  ['steps that do not divide', bundleOf(1024, 30), 16],
  ['smaller portraits', bundleOf(512, 50), 32],
])('%s: so many portraits at a time, in whole calls', (_, manifest, perBatch) => {
  expect(portraitPlan(manifest).perBatch).toBe(perBatch)
})

test('storybook is quick: one worker draws all of a face, unless somebody says otherwise', () => {
  const file = new URL('../../models/bundles/storybook/bundle.json', import.meta.url)
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const plan = portraitPlan(manifest)
  expect(batchesOf(plan)).toEqual([{ number: 0, first: 0, count: 32 }])
  expect(plan.model).toBe(`storybook ${manifest.version}`)
  expect(batchesOf(portraitPlan(manifest, 8))).toHaveLength(4)
})

test('portraits of their own size count as what they are', () => {
  const { image, ...manifest } = bundleOf(1024, 50)
  const discovery = { ...manifest.defaults.discovery, image: { width: 512, height: 512 } }
  const small = { ...manifest, image, defaults: { ...manifest.defaults, discovery } }
  expect(portraitPlan(small).perBatch).toBe(32)
})

test('batches have every portrait once, and none is empty', () => {
  const numbers = batchesOf({ model: 'x', portraits: 10, perBatch: 4 }).flatMap(
    ({ first, count }) => Array.from({ length: count }, (_, i) => first + i),
  )
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(() => batchesOf({ model: 'x', portraits: 10, perBatch: 0 })).toThrow('0 at a time')
})

test('each batch is a job of its own; the first is the one that finds a face', () => {
  const due = { id: 'fen', pool: undefined }
  expect(jobKey(discoverJob(due))).toBe('character-fen')
  expect(discoverJob({ ...due, batch: 0 })).toEqual(discoverJob(due))
  const second = discoverJob({ ...due, batch: 2 })
  expect(jobKey(second)).toBe('character-fen-2')
  expect(jobSchema.parse(JSON.parse(JSON.stringify(second)))).toEqual(second)
})
