import { describe, expect, it } from 'vitest'
import { findPersons, type LayoutMaps } from '../../../models/identity/layout.ts'
import { areaOf } from '../../../models/identity/mask.ts'
import { torchGenerator } from '../../../models/math/random.ts'
import { zeros } from '../../../models/math/tensor.ts'

const SIZE = 32
const WORDS = ['man', 'woman', 'girl']

interface Figure {
  /** Head centre; the body is a block of 7 x 16 pixels under it. */
  x: number
  y: number
  /** Probability-like weights of the class words. */
  classes: [man: number, woman: number, girl: number]
  sure?: number
}

/** What a layout network would say of figures in a picture, with noise added to every map. */
function mapsOf(figures: Figure[], noise = 0, seed = 1): LayoutMaps {
  const maps: LayoutMaps = {
    classWords: WORDS,
    classLogits: zeros([4, SIZE, SIZE]),
    centres: zeros([SIZE, SIZE]),
    offsets: zeros([2, SIZE, SIZE]),
  }
  const plane = SIZE * SIZE
  maps.classLogits.data.fill(6, 0, plane)
  for (const { x, y, classes, sure = 0.9 } of figures) {
    for (let i = 0; i < plane; i++) {
      const [px, py] = [i % SIZE, Math.floor(i / SIZE)]
      const heat = sure * Math.exp(-((px - x) ** 2 + (py - y) ** 2) / 6)
      maps.centres.data[i] = Math.max(maps.centres.data[i], heat)
      if (Math.abs(px - x) > 3 || py < y - 3 || py > y + 12) continue
      maps.classLogits.data[i] = -2
      classes.forEach((weight, c) => {
        maps.classLogits.data[(c + 1) * plane + i] = Math.log(weight) + 2
      })
      maps.offsets.data[i] = x - px
      maps.offsets.data[plane + i] = y - py
    }
  }
  const generator = torchGenerator(seed)
  for (const [map, strength] of [
    [maps.classLogits, 1],
    [maps.centres, 0.05],
    [maps.offsets, 2],
  ] as const) {
    const added = generator.randn(map.dims).data
    for (let i = 0; i < added.length; i++) map.data[i] += noise * strength * added[i]
  }
  return maps
}

const man: Figure = { x: 5, y: 8, classes: [0.9, 0.05, 0.05] }
const woman: Figure = { x: 15, y: 9, classes: [0.1, 0.8, 0.1] }
const otherWoman: Figure = { x: 26, y: 7, classes: [0.05, 0.7, 0.25] }
const cast = [man, woman, otherWoman]

const has = (found: { mask: { data: Uint8Array } } | undefined, { x, y }: Figure) =>
  found?.mask.data[y * SIZE + x] === 1

describe('findPersons', () => {
  it('gives each class word its person, in the order of the words', () => {
    const [first, second] = findPersons(mapsOf([woman, man]), ['man', 'woman'], { threshold: 0.3 })
    expect([has(first, man), has(first, woman)]).toEqual([true, false])
    expect([has(second, man), has(second, woman)]).toEqual([false, true])
    expect(areaOf(first?.mask ?? expect.fail())).toBe(7 * 16)
    expect(first?.score).toBeGreaterThan(0.7)
  })

  it('places equal words from left to right', () => {
    const found = findPersons(mapsOf(cast), ['woman', 'man', 'woman'], { threshold: 0.3 })
    expect([has(found[0], woman), has(found[1], man), has(found[2], otherWoman)]).toEqual([
      true,
      true,
      true,
    ])
  })

  it('uses nobody twice: the surer match goes first', () => {
    const found = findPersons(mapsOf([woman, otherWoman]), ['girl', 'woman'], { threshold: 0.3 })
    expect([has(found[0], otherWoman), has(found[1], woman)]).toEqual([true, true])
  })

  it('goes by the order of naming where class words are unsure, not where they are clear', () => {
    const unsure = mapsOf([
      { x: 5, y: 8, classes: [0.3, 0.4, 0.3] },
      { x: 15, y: 9, classes: [0.4, 0.3, 0.3] },
    ])
    const left = (asNamed?: number) =>
      findPersons(unsure, ['man', 'woman'], { threshold: 0.3, asNamed })[0]?.head.x
    expect([left(), left(30)]).toEqual([15, 5])
    const [first] = findPersons(
      mapsOf([woman, man].map((one, k) => ({ ...one, x: 5 + 10 * k }))),
      ['man', 'woman'],
      { threshold: 0.3, asNamed: 30 },
    )
    expect(first?.head.x).toBe(15)
  })

  it('leaves the unwanted out', () => {
    const [found] = findPersons(mapsOf(cast), ['woman'], { threshold: 0.3 })
    expect(has(found, woman)).toBe(true)
    expect(areaOf(found?.mask ?? expect.fail())).toBe(7 * 16)
  })

  it('says who is missing', () => {
    expect(findPersons(mapsOf([]), ['man', 'man'], { threshold: 0.3 })).toEqual([
      undefined,
      undefined,
    ])
    const found = findPersons(mapsOf([man]), ['woman', 'man'], { threshold: 0.3 })
    expect(found[0]).toBeUndefined()
    expect(has(found[1], man)).toBe(true)
    const [left, right] = findPersons(mapsOf([woman]), ['woman', 'woman'], { threshold: 0.3 })
    expect([has(left, woman), right]).toEqual([true, undefined])
  })

  it('does not see a head below the threshold', () => {
    const faint = { ...woman, sure: 0.25 }
    expect(
      findPersons(mapsOf([man, faint]), ['man', 'woman'], { threshold: 0.3 })[1],
    ).toBeUndefined()
  })

  it.each([1, 2, 3, 4, 5])('finds the cast in a fuzzy picture (seed %s)', (seed) => {
    const found = findPersons(mapsOf(cast, 1, seed), ['man', 'woman', 'woman'], { threshold: 0.3 })
    found.forEach((person, i) => {
      const { x, y } = cast[i]
      const body = Array.from({ length: SIZE * SIZE }, (_, pixel) => {
        const [dx, dy] = [(pixel % SIZE) - x, Math.floor(pixel / SIZE) - y]
        return Math.abs(dx) <= 3 && dy >= -3 && dy <= 12
      })
      const { data } = person?.mask ?? expect.fail(`nobody for ${i}`)
      const both = body.filter((inside, pixel) => inside && data[pixel] === 1).length
      const either = body.filter((inside, pixel) => inside || data[pixel] === 1).length
      expect(both / either).toBeGreaterThan(0.7)
    })
  })

  it('gives masks that do not overlap', () => {
    const found = findPersons(mapsOf(cast, 1), ['man', 'woman', 'woman'], { threshold: 0.3 })
    for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
      const owners = found.filter((person) => person?.mask.data[pixel] === 1)
      if (owners.length > 1) expect.fail(`pixel ${pixel} has ${owners.length} owners`)
    }
  })

  it('refuses words it has no class for, and maps that disagree', () => {
    const maps = mapsOf([man])
    expect(() => findPersons(maps, ['dragon'], { threshold: 0.3 })).toThrow(
      '"dragon" is none of the class words',
    )
    expect(() => findPersons(maps, ['man'], { threshold: 0.3, asNamed: 0.5 })).toThrow(
      'asNamed must be at least 1, got 0.5',
    )
    expect(() =>
      findPersons({ ...maps, offsets: zeros([2, 3, 3]) }, ['man'], { threshold: 0.3 }),
    ).toThrow('offsets must be [2, 32, 32], got [2, 3, 3]')
    expect(() =>
      findPersons({ ...maps, classWords: ['man'] }, ['man'], { threshold: 0.3 }),
    ).toThrow('class logits must be [2, 32, 32], got [4, 32, 32]')
  })
})
