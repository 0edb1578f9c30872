import { expect, it } from 'vitest'
import { latentMasks } from '../../../models/identity/latent-masks.ts'
import { type Mask, progressiveMasks, toLatentSize } from '../../../models/identity/masks.ts'
import { torchGenerator } from '../../../models/math/random.ts'

/** Blobs of several sizes that lie over one another, with stray pixels. */
function people(width: number, height: number): Mask[] {
  const chance = torchGenerator(5).randn([3, height, width]).data
  return [0.3, 0.5, 0.7].map((centre, k) => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, i) => {
      const x = i % width
      const y = Math.floor(i / width)
      const near = Math.hypot(x - centre * width, y - height / 2) < 6 + 3 * k
      return near || chance[k * width * height + i] > 3.2 ? 1 : 0
    }),
  }))
}

it.each([
  [96, 96, 8],
  [100, 70, 16],
  [64, 64, 1],
])('equals growing all %i x %i pixels and looking at one in %i', (width, height, downscale) => {
  const masks = people(width, height)
  const masksOf = latentMasks(masks, downscale)
  for (const kernel of [0, 1, 2, 5, 13, 50]) {
    const slow = progressiveMasks(masks, kernel).map((mask) => toLatentSize(mask, downscale))
    expect(masksOf(kernel)).toEqual(slow)
  }
})

it('refuses masks of two images', () => {
  const [mask] = people(16, 16)
  const [other] = people(16, 8)
  expect(() => latentMasks([mask, other], 8)).toThrow('mask 1 must be 16x16')
})
