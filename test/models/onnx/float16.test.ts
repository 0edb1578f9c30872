import { expect, test } from 'vitest'
import { fromFloat16, toFloat16 } from '../../../models/onnx/float16.ts'

test.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519, 0x7bff],
  [65520, 0x7c00],
  [Number.NEGATIVE_INFINITY, 0xfc00],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [1 / 3, 0x3555],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [2 - 2 ** -12, 0x4000],
])('%d has the bits %i', (value, bits) => {
  expect(toFloat16([value])[0]).toBe(bits)
})

test('every finite half survives the way there and back', () => {
  const halves = Uint16Array.from({ length: 0x10000 }, (_, i) => i).filter(
    (half) => (half & 0x7c00) !== 0x7c00,
  )
  const again = toFloat16(fromFloat16(halves))
  expect(halves.filter((half, i) => again[i] !== half)).toHaveLength(0)
})

test('no number stays no number', () => {
  expect(fromFloat16(toFloat16([Number.NaN]))[0]).toBeNaN()
})
