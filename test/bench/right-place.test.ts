import { expect, test } from 'vitest'
import { inPlace } from '../../bench/stories/right-place.ts'

const anna = [1, 0]
const ben = [0, 1]
const at = (face: number[], x: number, y = 80) => ({ face, head: { x, y } })

const template = [at(anna, 60), at(ben, 180)]
const portraits = [{ face: anna }, { face: ben }]

test('everybody as themselves, near where the template has them', () => {
  expect(inPlace([at([0.8, 0.6], 70), at(ben, 170)], template, portraits)).toBe(true)
})

test.each([
  ['faces changed places', [at(ben, 60), at(anna, 180)]],
  ['heads changed places', [at(anna, 180), at(ben, 60)]],
  ['somebody drifted to a neighbour', [at(anna, 60), at(ben, 100)]],
  ['two look like one', [at(anna, 60), at([0.8, 0.6], 180)]],
  ['somebody is missing', [at(anna, 60), undefined]],
  ['a face is as near to both portraits', [at(anna, 60), at([0.5, 0.5], 180)]],
])('%s', (_, picture) => {
  expect(inPlace(picture, template, portraits)).toBe(false)
})

test('who is missing in the template or has no portrait has no right place', () => {
  const picture = [at(anna, 60), at(ben, 180)]
  expect(inPlace(picture, [at(anna, 60), undefined], portraits)).toBe(false)
  expect(inPlace(picture, template, [undefined, { face: ben }])).toBe(false)
})
