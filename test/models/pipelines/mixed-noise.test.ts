/** Portraits of one seed have a part of their noise in common. */

import { describe, expect, test } from 'vitest'
import { torchGenerator } from '../../../models/math/random.ts'
import { mixedNoise } from '../../../models/pipelines/portrait-noise.ts'

const dims = [1, 40, 16, 16]

const correlation = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0) / a.length

describe('mixed noise', () => {
  test.each([0.3, 0.8])('unit variance, and %s of it in common', (share) => {
    const next = mixedNoise(torchGenerator(4), dims, share)
    const [first, second] = [next().data, next().data]
    expect(correlation(first, first)).toBeCloseTo(1, 1)
    expect(correlation(first, second)).toBeCloseTo(share, 1)
  })

  test('no share: the numbers of the generator itself', () => {
    const next = mixedNoise(torchGenerator(4), dims, 0)
    const generator = torchGenerator(4)
    expect(next()).toEqual(generator.randn(dims))
    expect(next()).toEqual(generator.randn(dims))
  })

  test('a share that is none is refused', () => {
    expect(() => mixedNoise(torchGenerator(4), dims, 1.5)).toThrow('0..1')
  })
})
