import { expect, test } from 'vitest'
import { compareDiscoveries } from '../../bench/stories/cheap-discovery.ts'
import { type Comparison, charactersOf } from '../../bench/stories/discoveries.ts'
import { compareFilters } from '../../bench/stories/filters-ablation.ts'
import { compareSeeds } from '../../bench/stories/seeds.ts'
import { fakeModel } from '../fakes/networks.ts'
import { colourJudges } from './drawn-story.ts'

const man = { classWord: 'man', description: 'a man' }
const woman = { classWord: 'woman', description: 'a woman' }
const stories = [
  { name: 'single/story_000', characters: [man], frames: [] },
  { name: 'multi-2/story_000', characters: [man, woman], frames: [] },
]

const comparison = (): Comparison => ({
  model: fakeModel(),
  judges: colourJudges,
  anchors: { ceiling: [0.8, 0.9], floor: [0.1, 0.2, 0.3] },
  stories,
  seed: 1,
})

test('each description counts once; twins of one story have seeds of their own', () => {
  const found = charactersOf(stories, 1)
  expect(found.map(({ description }) => description)).toEqual(['a man', 'a woman'])
  const second = charactersOf([{ ...stories[0], characters: [woman, man] }], 1)
  expect(second[1].seed).not.toBe(found[0].seed)
})

test('seeds stand beside the ceiling and the floor', async () => {
  const { json, table } = await compareSeeds(comparison())
  expect(json).toMatchObject({
    seedsFaceSim: { n: 2, over: 'characters' },
    ceilingFaceSim: { n: 2, over: 'anchors' },
    floorFaceSim: { n: 3, value: expect.closeTo(0.2) },
    seedsCosine: { n: 2 },
  })
  expect(table).toContain('(floor)')
})

test('filters: how many each keeps, and how compact they are', async () => {
  const { json, table } = await compareFilters(comparison())
  const figure = { n: 2, over: 'characters' }
  expect(json).toMatchObject({
    portraits: 64,
    filters: [
      { filter: 'none', kept: { ...figure, value: 64 }, mahalanobis: figure },
      { filter: 'svd', kept: { ...figure, value: 13 }, mahalanobis: figure },
      { filter: 'lof', kept: { ...figure, value: 13 }, mahalanobis: figure },
      { filter: 'dbscan', kept: figure, mahalanobis: figure },
    ],
  })
  expect(table.split('\n')).toHaveLength(2 + 4)
})

test('cheaper discoveries: the default first, each against the full one', async () => {
  const { json, table } = await compareDiscoveries(comparison())
  const settings = json.settings as { own: boolean; cosine: { n: number; value: number } }[]
  expect(settings.map(({ own }) => own)).toEqual([true, ...settings.slice(1).map(() => false)])
  for (const { cosine } of settings) {
    expect(cosine.n).toBe(2)
    expect(Math.abs(cosine.value)).toBeLessThanOrEqual(1 + 1e-6)
  }
  expect(table).toContain('(the default)')
})
