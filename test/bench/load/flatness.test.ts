import { expect, test } from 'vitest'
import { growth } from './flatness.ts'

const seen = (megabytes: (frames: number) => number) =>
  Array.from({ length: 20 }, (_, i) => ({ frames: i * 100, megabytes: megabytes(i * 100) }))

test('what fills up at first and then stays does not grow', () => {
  expect(growth(seen((frames) => Math.min(200, 100 + frames)))).toBe(0)
})

test('what each frame leaves behind is told for 10,000 frames', () => {
  expect(growth(seen((frames) => 100 + frames * 0.002))).toBeCloseTo(20)
  expect(growth(seen((frames) => 100 - frames * 0.002))).toBeCloseTo(-20)
})

test('one look says nothing', () => {
  expect(growth([{ frames: 0, megabytes: 100 }])).toBeNaN()
})
