/** Progressive masks where latents need them: at one pixel of each latent's square. */

import { areaOf, type Mask } from './mask.ts'

/**
 * The progressive masks of w x h pixels at latent size floor(w / downscale) x floor(h / downscale),
 * as a function of the kernel: exactly `progressiveMasks` followed by `toLatentSize`, which look at
 * every pixel of the image. A latent is taken from one pixel, and a dilated mask covers it when
 * the mask has anything in the square around it, which a summed-area table tells in four reads.
 * Summed-area tables: Crow, "Summed-area tables for texture mapping" (1984).
 */
export function latentMasks(masks: readonly Mask[], downscale: number): (kernel: number) => Mask[] {
  for (const [index, mask] of masks.entries()) requireSameImage(mask, masks[0], index)
  const people = masks.map((mask) => ({ area: areaOf(mask), anyAround: anyAround(mask) }))
  const smallestFirst = [...people.keys()].sort((i, j) => people[i].area - people[j].area)
  return (kernel) => {
    const grown = masks.map((mask) => emptyLatent(mask, downscale))
    const { width, height } = grown[0]
    for (let y = 0; y < height; y++) {
      const row = Math.floor((y * masks[0].height) / height)
      for (let x = 0; x < width; x++) {
        const column = Math.floor((x * masks[0].width) / width)
        const owner = smallestFirst.find((i) => people[i].anyAround(column, row, kernel))
        if (owner !== undefined) grown[owner].data[y * width + x] = 1
      }
    }
    return grown
  }
}

function emptyLatent({ width, height }: Mask, downscale: number): Mask {
  const size = { width: Math.floor(width / downscale), height: Math.floor(height / downscale) }
  return { ...size, data: new Uint8Array(size.width * size.height) }
}

/** Whether the mask has anything within `radius` pixels of (x, y), in a full square. */
function anyAround({ width, height, data }: Mask) {
  const stride = width + 1
  const sums = new Int32Array(stride * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row
    }
  }
  return (x: number, y: number, radius: number): boolean => {
    const left = Math.max(0, x - radius)
    const right = Math.min(width, x + radius + 1)
    const top = Math.max(0, y - radius) * stride
    const bottom = Math.min(height, y + radius + 1) * stride
    return sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left] > 0
  }
}

function requireSameImage(mask: Mask, first: Mask, index: number): void {
  if (mask.width === first.width && mask.height === first.height) return
  throw new RangeError(
    `mask ${index} must be ${first.width}x${first.height} as the first, got ${mask.width}x${mask.height}`,
  )
}
