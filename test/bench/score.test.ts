import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scoreAnchors } from '../../bench/stories/anchors.ts'
import { scoreStory } from '../../bench/stories/score.ts'
import { tensor } from '../../models/math/tensor.ts'
import { type Colour, colourJudges, drawnStory, squaresLayout } from './drawn-story.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'score-'))
})
afterAll(() => rm(folder, { recursive: true }))

const score = async (...story: Parameters<typeof drawnStory>) =>
  scoreStory(await drawnStory(...story), squaresLayout, colourJudges)

test('two people over four frames, one of which failed', async () => {
  const cast: Colour[] = ['white', 'red']
  const scores = await score(join(folder, 'two'), cast, [
    { frame: ['white', 'red'], template: ['white', 'white'] },
    { frame: ['white', 'red'], template: ['red', 'black'] },
    { frame: ['white', 'white'], template: ['white', 'red'] },
    undefined,
  ])
  expect(scores.people).toBe(2)
  // The second's pairs: red and red, red and white twice.
  expect(scores.faceSim).toHaveLength(2)
  expect(scores.faceSim[0]).toBeCloseTo(1)
  expect(scores.faceSim[1]).toBeCloseTo((1 - 1 / 3 - 1 / 3) / 3)
  // The second frame's template lacks the second person, so the pair does not count.
  expect(scores.pairedFaceSim[0]).toBeCloseTo(1)
  expect(scores.pairedFaceSim[1]).toBeCloseTo(-1 / 3)
  expect(scores.templateFaceSim[0]).toBeCloseTo((1 - 1 / 3 - 1 / 3) / 3)
  expect(scores.templateFaceSim[1]).toBeCloseTo(-1 / 3)
  expect(scores.faces).toEqual({ found: 6, wanted: 8 })
  expect(scores.templateFaces).toEqual({ found: 5, wanted: 8 })
  // Right in the first frame only: then nobody in the template, the wrong face, no picture.
  expect(scores.rightPlace).toEqual([1 / 4])
  expect(scores.failures).toBe(1)
  expect(scores.clipT).toHaveLength(1)
  expect(scores.secondsPerCharacter).toEqual([10, 10])
  expect(scores.secondsPerFrame).toEqual([3])
})

test('text: pictures against prompts, people against descriptions', async () => {
  const both = { frame: ['white', 'white'], template: ['red', 'red'] } as const
  const scores = await score(join(folder, 'text'), ['white', 'red'], [both, both])
  expect(scores.clipT[0]).toBeCloseTo(100)
  expect(scores.templateClipT).toEqual([0])
  expect(scores.clipTC[0]).toBeCloseTo(100)
  expect(scores.clipTC[1]).toBe(0)
  expect(scores.clipI[0]).toBeCloseTo(100)
})

test('a story of one has no wrong place; one of failures alone has no figures', async () => {
  const frame = { frame: ['red'], template: ['red'] } as const
  expect((await score(join(folder, 'one'), ['red'], [frame, frame])).rightPlace).toEqual([])
  const failed = await score(join(folder, 'failed'), ['white', 'red'], [undefined, undefined])
  expect(failed).toMatchObject({ faceSim: [], clipT: [], rightPlace: [0], failures: 2 })
  expect(failed.faces).toEqual({ found: 0, wanted: 4 })
})

test('anchors: one person against themselves, and against others', async () => {
  const tile = (...colour: number[]) => tensor(Float32Array.from(colour), [1, 3, 1, 1])
  const [white, red] = [tile(1, 1, 1), tile(1, -1, -1)]
  const { ceiling, floor } = await scoreAnchors(
    [
      [white, white, red, red],
      [red, red, red, red],
    ],
    2,
    colourJudges,
  )
  expect(ceiling[0]).toBeCloseTo(1)
  expect(floor[0]).toBeCloseTo((1 - 1 / 3 - 1 / 3) / 3)
  expect(floor[1]).toBeCloseTo(1)
})
