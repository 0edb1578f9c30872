import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { torchGenerator } from '../../../models/math/random.ts'

type Draws = { '1x4x4x4': number[]; then7: number[]; then100: number[] }

const golden: { seeds: Record<string, Draws> } = JSON.parse(
  readFileSync(new URL('../../golden/randn.json', import.meta.url), 'utf8'),
)

const worst = (actual: Float32Array, expected: number[]) =>
  Math.max(...expected.map((value, i) => Math.abs(value - actual[i])))

describe('torchGenerator', () => {
  it.each(Object.entries(golden.seeds))('equals torch.randn for seed %s', (seed, draws) => {
    const generator = torchGenerator(BigInt(seed))
    const first = generator.randn([1, 4, 4, 4])
    expect(first.dims).toEqual([1, 4, 4, 4])
    expect(worst(first.data, draws['1x4x4x4'])).toBeLessThan(1e-5)
    expect(worst(generator.randn([7]).data, draws.then7)).toBeLessThan(1e-5)
    expect(worst(generator.randn([100]).data, draws.then100)).toBeLessThan(1e-5)
  })

  it('takes a seed as a number or a bigint', () => {
    expect(torchGenerator(3533).randn([20])).toEqual(torchGenerator(3533n).randn([20]))
  })

  it.each([-1, 0.5, Number.NaN, -1n])('refuses the seed %s', (seed) => {
    expect(() => torchGenerator(seed)).toThrow(RangeError)
  })
})
