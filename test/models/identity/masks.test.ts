import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { largestComponent } from '../../../models/identity/largest-component.ts'
import { dilate, resizeMask } from '../../../models/identity/mask.ts'
import {
  cleanMasks,
  type Mask,
  progressiveKernel,
  progressiveMasks,
  toLatentSize,
} from '../../../models/identity/masks.ts'
import { torchGenerator } from '../../../models/math/random.ts'

type Picture = string[]

const golden: {
  masks: Picture[]
  layoutDilation: number
  layout: Picture[]
  progressive: {
    step: number
    startStep: number
    steps: number
    maxKernel: number
    kernel: number
    masks: Picture[]
  }[]
} = JSON.parse(readFileSync(new URL('../../golden/masks.json', import.meta.url), 'utf8'))

const maskOf = (picture: Picture): Mask => ({
  width: picture[0].length,
  height: picture.length,
  data: Uint8Array.from(picture.join(''), (pixel) => (pixel === '#' ? 1 : 0)),
})

const pictureOf = ({ width, height, data }: Mask): Picture =>
  Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (pixel) => '.#'[pixel]).join(''),
  )

/** Blots: neighbours of a few random pixels, with overlaps. */
function randomMasks(seed: number, count: number): Mask[] {
  const generator = torchGenerator(seed)
  return Array.from({ length: count }, () => {
    const noise = generator.randn([40, 30]).data
    const data = Uint8Array.from(noise, (value) => (value > 2.2 ? 1 : 0))
    return dilate({ width: 30, height: 40, data }, 3)
  })
}

const mostTaken = (masks: Mask[]) =>
  Math.max(...masks[0].data.map((_, i) => masks.reduce((sum, mask) => sum + mask.data[i], 0)))

describe('golden masks', () => {
  it('cleans a layout as published', () => {
    const layout = cleanMasks(golden.masks.map(maskOf), golden.layoutDilation)
    expect(layout.map(pictureOf)).toEqual(golden.layout)
  })

  it.each(golden.progressive)('grows at step $step as published', (expected) => {
    expect(progressiveKernel(expected)).toBe(expected.kernel)
    const grown = progressiveMasks(golden.layout.map(maskOf), expected.kernel)
    expect(grown.map(pictureOf)).toEqual(expected.masks)
  })
})

describe('masks of a cast', () => {
  it.each([1, 2, 3, 4, 5])('never overlap, cleaned or grown (seed %s)', (seed) => {
    const rough = randomMasks(seed, 3)
    expect(mostTaken(rough)).toBeGreaterThan(1)
    const cleaned = cleanMasks(rough, 2)
    expect(mostTaken(cleaned)).toBe(1)
    for (const kernel of [0, 1, 5, 50]) {
      expect(mostTaken(progressiveMasks(cleaned, kernel))).toBe(1)
    }
  })

  it('refuses masks of different sizes', () => {
    const [wide, tall] = [maskOf(['##', '..']), maskOf(['#', '.', '#'])]
    expect(() => cleanMasks([wide, tall])).toThrow('1x3 and 2x2')
    expect(() => progressiveMasks([wide, tall], 1)).toThrow(RangeError)
  })

  it('of nobody are none', () => {
    expect(cleanMasks([])).toEqual([])
  })
})

describe('one mask', () => {
  it.each([0, 1, 3, 100])('dilates by a full square (radius %s)', (radius) => {
    const mask = randomMasks(9, 1)[0]
    const { width, height, data } = dilate(mask, radius)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const near = mask.data.some((pixel, i) => {
          const [dx, dy] = [(i % width) - x, Math.floor(i / width) - y]
          return pixel === 1 && Math.abs(dx) <= radius && Math.abs(dy) <= radius
        })
        if ((data[y * width + x] === 1) !== near) expect.fail(`wrong at ${x}, ${y}`)
      }
    }
  })

  it('keeps the largest part, joined by sides and not by corners', () => {
    const parts = maskOf(['##..', '..##', '..#.', '#...'])
    expect(pictureOf(largestComponent(parts))).toEqual(['....', '..##', '..#.', '....'])
    expect(pictureOf(largestComponent(maskOf(['..', '..'])))).toEqual(['..', '..'])
  })

  it('shrinks to latents and back by the nearest pixel', () => {
    const mask = maskOf(['#...', '.#..', '..##', '..##'])
    expect(pictureOf(toLatentSize(mask, 2))).toEqual(['#.', '.#'])
    expect(pictureOf(resizeMask(toLatentSize(mask, 2), 4, 2))).toEqual(['##..', '..##'])
  })
})

describe('progressiveKernel', () => {
  it('refuses a step outside and stays 0 where there is one step only', () => {
    const plan = { startStep: 10, steps: 50, maxKernel: 50 }
    expect(() => progressiveKernel({ ...plan, step: 9 })).toThrow('10..50, got 9')
    expect(() => progressiveKernel({ ...plan, step: 51 })).toThrow(RangeError)
    expect(progressiveKernel({ step: 50, startStep: 50, steps: 50, maxKernel: 50 })).toBe(0)
  })
})
