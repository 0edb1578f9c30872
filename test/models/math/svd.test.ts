import { expect, it } from 'vitest'
import { torchGenerator } from '../../../models/math/random.ts'
import { topRightSingularVectors } from '../../../models/math/svd.ts'

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0)

it.each([
  ['wide', 5, 40],
  ['tall', 40, 5],
])('gives orthonormal vectors that stretch by the singular values: %s', (_, count, width) => {
  const generator = torchGenerator(7)
  const rows = Array.from({ length: count }, () => generator.randn([width]).data)
  const { singularValues, vectors } = topRightSingularVectors(rows, 3)
  expect(vectors).toHaveLength(3)
  vectors.forEach((vector, i) => {
    const stretched = rows.map((row) => dot(row, vector))
    expect(Math.hypot(...stretched)).toBeCloseTo(singularValues[i], 6)
    vectors.forEach((other, j) => {
      expect(dot(vector, other)).toBeCloseTo(i === j ? 1 : 0, 9)
    })
  })
  expect(singularValues).toEqual([...singularValues].sort((a, b) => b - a))
})

it('gives no more vectors than there are rows', () => {
  const rows = [Float32Array.of(1, 2, 3), Float32Array.of(3, 2, 1)]
  expect(topRightSingularVectors(rows, 10).vectors).toHaveLength(2)
})
