import { describe, expect, it } from 'vitest'
import {
  add,
  combine,
  concat,
  multiply,
  scale,
  slice,
  subtract,
  tensor,
  zeros,
} from '../../../models/math/tensor.ts'

const row = (...values: number[]) => tensor(Float32Array.from(values), [1, values.length])

describe('tensor', () => {
  it('refuses data that do not fill its dims', () => {
    expect(() => tensor(new Float32Array(5), [2, 3])).toThrow(
      new RangeError('tensor of dims [2, 3] needs 6 values, got 5'),
    )
    expect(() => tensor(new Float32Array(6), [-2, -3])).toThrow(RangeError)
  })

  it('adds, subtracts, multiplies, scales and combines element by element', () => {
    const [a, b] = [row(1, 2, 3), row(4, 5, 6)]
    expect(add(a, b)).toEqual(row(5, 7, 9))
    expect(subtract(a, b)).toEqual(row(-3, -3, -3))
    expect(multiply(a, b)).toEqual(row(4, 10, 18))
    expect(scale(a, 2)).toEqual(row(2, 4, 6))
    expect(combine(2, a, -1, b)).toEqual(row(-2, -1, 0))
  })

  it.each([
    ['add', add],
    ['subtract', subtract],
    ['multiply', multiply],
  ])('%s refuses different dims of the same size', (name, operation) => {
    expect(() => operation(zeros([2, 3]), zeros([3, 2]))).toThrow(
      new RangeError(`${name} needs equal dims, got [2, 3] and [3, 2]`),
    )
  })

  it('takes back with slice what concat put together', () => {
    const together = concat([row(1, 2), tensor(Float32Array.of(3, 4, 5, 6), [2, 2])])
    expect(together.dims).toEqual([3, 2])
    expect(slice(together, 0, 1)).toEqual(row(1, 2))
    expect(slice(together, 1, 3).data).toEqual(Float32Array.of(3, 4, 5, 6))
  })

  it('refuses to concat other widths and to slice outside', () => {
    expect(() => concat([])).toThrow(RangeError)
    expect(() => concat([row(1, 2), row(1)])).toThrow('[1, 2] and [1, 1]')
    expect(() => slice(row(1, 2), 0, 2)).toThrow('slice 0..2 is outside dim 0 of [1, 2]')
  })
})
