import { expect, it } from 'vitest'
import type { FoundPerson } from '../../../models/networks/types.ts'
import {
  type HeadRoom,
  LayoutError,
  placeCharacters,
} from '../../../models/pipelines/place-characters.ts'

const mask = { width: 1, height: 1, data: new Uint8Array([1]) }
const at = (x: number, width = 10): FoundPerson => ({
  score: 1,
  mask,
  head: { x, y: 0, width: width || undefined },
})

/** Draws templates that have their people at these places, one list a draw. */
const placing = (
  templates: (FoundPerson | undefined)[][],
  room: HeadRoom | 'any' = { apart: 1, below: 0.4 },
) =>
  placeCharacters({
    classWords: ['man', 'girl'],
    seed: 7,
    maxDraws: templates.length,
    headRoom: room === 'any' ? undefined : room,
    height: 100,
    draw: async (seed) => (seed - 7) / 3533,
    find: async (template) => templates[template],
  })

it('takes the first template with everybody, heads apart', async () => {
  const placed = await placing([
    [at(0), undefined],
    [at(0), at(9)],
    [at(0), at(11)],
    [at(0), at(50)],
  ])
  expect(placed).toMatchObject({ template: 2, draws: 3, seed: 7 + 2 * 3533 })
})

it('takes the one with most room when none has enough, measured by the wider head', async () => {
  const placed = await placing([
    [at(0), at(4)],
    [at(0), at(8)],
    [at(0), at(9, 20)],
    [undefined, at(90)],
  ])
  expect(placed).toMatchObject({ template: 1, draws: 4, seed: 7 + 3533 })
})

it('takes people as they come where no room is asked for and where no widths are known', async () => {
  expect(
    await placing(
      [
        [at(0), at(0)],
        [at(0), at(50)],
      ],
      'any',
    ),
  ).toMatchObject({ template: 0 })
  expect(await placing([[at(0, 0), at(0, 0)], []])).toMatchObject({ template: 0 })
})

it('draws those again who stand too low', async () => {
  const low: FoundPerson = { ...at(0), head: { x: 0, y: 61, width: 10 } }
  expect(
    await placing([
      [low, at(50)],
      [at(0), at(50)],
    ]),
  ).toMatchObject({ template: 1 })
})

it('says who is missing in the last template', async () => {
  const failed = placing([
    [undefined, at(3)],
    [at(3), undefined],
  ])
  await expect(failed).rejects.toThrow(LayoutError)
  await expect(failed).rejects.toThrow('found no girl in any of 2 drawings')
})
