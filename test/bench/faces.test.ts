import { expect, test } from 'vitest'
import { findFaces } from '../../bench/stories/faces.ts'
import type { Mask } from '../../models/identity/mask.ts'
import { zeros } from '../../models/math/tensor.ts'
import type { FoundPerson, Layout } from '../../models/networks/types.ts'

const [width, height] = [40, 20]
const picture = zeros([1, 3, height, width])

/** Ones from `left` to before `right`, from `top` to before `bottom`. */
const box = (left: number, top: number, right: number, bottom: number): Mask => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x >= left && x < right && y >= top && y < bottom ? 1 : 0
  }),
})
const person = (mask: Mask, headWidth?: number): FoundPerson => ({
  score: 1,
  head: { x: 7, y: 5, width: headWidth },
  mask,
})
/** Knows faces alone, and notes what it is asked for. */
function facesLayout(...faces: readonly (Mask | undefined)[]): Layout & { asked: string[][] } {
  const asked: string[][] = []
  return {
    asked,
    async find(_, words) {
      asked.push([...words])
      return words.map((_, k) => faces[k] && person(faces[k]))
    },
  }
}

test('where the layout tells how wide heads are, a crop is one and a half of it', async () => {
  const layout = facesLayout()
  const found = await findFaces(picture, [person(box(0, 0, 20, 20), 8), undefined], layout)
  expect(found).toEqual([expect.objectContaining({ x: 7, y: 5, side: 12 }), undefined])
  expect(layout.asked).toEqual([])
})

test('elsewhere each has the face that lies in their mask, and a little more than it', async () => {
  const layout = facesLayout(box(26, 2, 34, 12), box(4, 1, 10, 7))
  const [left, right] = [person(box(0, 0, 18, 20)), person(box(20, 0, 40, 20))]
  const found = await findFaces(picture, [left, undefined, right], layout)
  expect(layout.asked).toEqual([['face', 'face']])
  expect(found[0]).toEqual({ x: 7, y: 4, side: expect.closeTo(6.6) })
  expect(found[1]).toBeUndefined()
  expect(found[2]).toEqual({ x: 30, y: 7, side: expect.closeTo(11) })
})

test('nobody has a face that lies elsewhere by more than half, or is none', async () => {
  const people = [person(box(0, 0, 10, 20)), person(box(20, 0, 40, 20))]
  const layout = facesLayout(box(6, 2, 16, 8), box(30, 30, 31, 31))
  expect(await findFaces(picture, people, layout)).toEqual([undefined, undefined])
  expect(await findFaces(picture, people, facesLayout(undefined, undefined))).toEqual([
    undefined,
    undefined,
  ])
})

test('nobody found is nobody looked for', async () => {
  const layout = facesLayout()
  expect(await findFaces(picture, [undefined], layout)).toEqual([undefined])
  expect(layout.asked).toEqual([])
})
