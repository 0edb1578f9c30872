import { describe, expect, it } from 'vitest'
import { cosine, figure, mean, meanPairwise } from '../../bench/stories/metrics.ts'
import { cropFace, segment, tilesOf } from '../../bench/stories/pictures.ts'
import { torchGenerator } from '../../models/math/random.ts'
import { type Tensor, tensor } from '../../models/math/tensor.ts'

const unit = (degrees: number) => [Math.cos, Math.sin].map((of) => of((degrees * Math.PI) / 180))

describe('cosine and meanPairwise', () => {
  it('are those of the angles between', () => {
    expect(cosine(unit(10), unit(70))).toBeCloseTo(0.5, 12)
    expect(cosine(unit(0), unit(180))).toBeCloseTo(-1, 12)
    // Pairs 60, 90 and 150 degrees apart; nobody is paired with themselves.
    const expected = (0.5 + 0 - Math.sqrt(3) / 2) / 3
    expect(meanPairwise([unit(0), unit(60), unit(150)])).toBeCloseTo(expected, 12)
  })

  it('has no pairs of fewer than two', () => {
    expect(meanPairwise([])).toBeUndefined()
    expect(meanPairwise([unit(0)])).toBeUndefined()
  })
})

describe('figure', () => {
  const samples = [...torchGenerator(3).randn([50]).data]

  it('is the mean, its interval about it and the number of samples', () => {
    const { value, low, high, n } = figure(samples)!
    expect(value).toBe(mean(samples))
    expect(n).toBe(50)
    expect(low).toBeLessThan(value)
    expect(high).toBeGreaterThan(value)
  })

  it('has an interval as wide as normal numbers have: about 4 standard errors', () => {
    const { value, low, high } = figure(samples)!
    const variance = mean(samples.map((x) => (x - value) ** 2))
    const errors = (high - low) / Math.sqrt(variance / samples.length)
    expect(errors).toBeGreaterThan(3.4)
    expect(errors).toBeLessThan(4.4)
  })

  it('is the same whenever it is taken, and nothing without samples', () => {
    expect(figure(samples)).toEqual(figure([...samples]))
    expect(figure([0.25])).toEqual({ value: 0.25, n: 1, low: 0.25, high: 0.25 })
    expect(figure([])).toBeUndefined()
  })
})

/** A picture by a formula of channel, row and column. */
function picture(
  height: number,
  width: number,
  of: (channel: number, y: number, x: number) => number,
): Tensor {
  const data = Float32Array.from({ length: 3 * height * width }, (_, i) =>
    of(Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width),
  )
  return tensor(data, [1, 3, height, width])
}

const pixel = ({ data, dims }: Tensor, c: number, y: number, x: number) =>
  data[(c * dims[2] + y) * dims[3] + x]

describe('cropFace', () => {
  it('is the picture itself where the crop is 96 pixels wide', () => {
    const whole = picture(120, 200, (c, y, x) => c + y * 1000 + x)
    const crop = cropFace(whole, { x: 100, y: 60, side: 96 }, 96)
    expect(crop.dims).toEqual([1, 3, 96, 96])
    expect(crop).toEqual(picture(96, 96, (c, y, x) => c + (y + 12) * 1000 + x + 52))
  })

  it.each([16, 64, 100])('a square as wide as the head of %i fills two thirds of it', (width) => {
    const head = { x: 140, y: 110 }
    const inside = (at: number, middle: number) => Math.abs(at + 0.5 - middle) < width / 2
    const whole = picture(220, 300, (c, y, x) =>
      c === 1 && inside(x, head.x) && inside(y, head.y) ? 1 : 0,
    )
    const crop = cropFace(whole, { ...head, side: 1.5 * width }, 96)
    // 16..79 of 96; a pixel of the picture's either side of the border is blurred.
    const blur = Math.ceil(96 / (1.5 * width))
    for (const at of [16 + blur, 48, 79 - blur]) {
      expect(pixel(crop, 1, at, 48)).toBe(1)
      expect(pixel(crop, 1, 48, at)).toBe(1)
    }
    for (const at of [0, 15 - blur, 80 + blur, 95]) {
      expect(pixel(crop, 1, at, 48)).toBe(0)
      expect(pixel(crop, 1, 48, at)).toBe(0)
    }
    expect(Math.max(...crop.data.subarray(0, 96 * 96))).toBe(0)
  })

  it('repeats the edge outside the picture', () => {
    const whole = picture(40, 40, (c, y, x) => c + y * 100 + x)
    const crop = cropFace(whole, { x: 0, y: 40, side: 96 }, 96)
    // Left of the picture is column 0, below it row 39.
    expect(pixel(crop, 0, 20, 0)).toBe(pixel(crop, 0, 20, 48))
    expect(pixel(crop, 0, 20, 0)).toBe(12 * 100)
    expect(pixel(crop, 2, 95, 0)).toBe(2 + 39 * 100)
    expect(pixel(crop, 1, 95, 95)).toBe(1 + 39 * 100 + 39)
  })
})

it('segment leaves what the mask holds and makes the rest mid-gray, in every channel', () => {
  const whole = picture(4, 6, (c, y, x) => 1 + c + y * 10 + x * 100)
  const data = Uint8Array.from({ length: 24 }, (_, i) => (i % 6 > 2 ? 1 : 0))
  expect(segment(whole, { width: 6, height: 4, data })).toEqual(
    picture(4, 6, (c, y, x) => (x > 2 ? 1 + c + y * 10 + x * 100 : 0)),
  )
})

it('tilesOf cuts a sheet row by row and leaves what makes no whole tile', () => {
  const sheet = picture(9, 14, (c, y, x) => c * 10000 + y * 100 + x)
  const tiles = tilesOf(sheet, 4)
  expect(tiles.map((row) => row.length)).toEqual([3, 3])
  tiles.forEach((row, down) => {
    row.forEach((tile, along) => {
      expect(tile).toEqual(
        picture(4, 4, (c, y, x) => c * 10000 + (4 * down + y) * 100 + 4 * along + x),
      )
    })
  })
})
