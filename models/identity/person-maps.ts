/** What a layout network says of a picture, and the persons that follow from it. */

import { type Tensor, zeros } from '../math/tensor.ts'
import type { Mask } from './mask.ts'
import { findPeaks, type Peak } from './peaks.ts'

export interface LayoutMaps {
  /** The words of the classes after the background, in their order. */
  readonly classWords: readonly string[]
  /** [C + 1, h, w], before softmax; the background comes first. */
  readonly classLogits: Tensor
  /** [h, w], 0..1: how surely a person's head has its centre here. */
  readonly centres: Tensor
  /** [2, h, w]: from each pixel to its person's head centre, dx and dy in pixels of the map. */
  readonly offsets: Tensor
}

export interface Person {
  readonly head: Peak
  /** Of the map's size. */
  readonly mask: Mask
  /** Mean probability inside the mask of each class word, in their order. */
  readonly classProbabilities: readonly number[]
}

/** Two heads are never closer than this part of the map's longer side. */
const HEAD_DISTANCE = 1 / 16

/**
 * Everybody with a head whose peak reaches the threshold and with a pixel of their own, the
 * surest first. A pixel is a person's when the background is less likely than not there; it goes
 * to the head nearest to where its offset points. RangeError when the maps' dims disagree.
 * Cheng et al., "Panoptic-DeepLab" (2020), section 3.2.
 */
export function readPersons(maps: LayoutMaps, threshold: number): Person[] {
  requireDims(maps)
  const [height, width] = maps.centres.dims
  const distance = Math.max(width, height) * HEAD_DISTANCE
  const heads = findPeaks(maps.centres.data, width, threshold, distance)
  const probabilities = softmaxOverClasses(maps.classLogits)
  const owners = ownersOf(maps, probabilities, heads)
  return heads.flatMap((head, owner) => {
    const data = Uint8Array.from(owners, (one) => (one === owner ? 1 : 0))
    if (!data.includes(1)) return []
    return [{ head, mask: { width, height, data }, classProbabilities: means(probabilities, data) }]
  })
}

/** For each pixel the index of its head, -1 for the background. */
function ownersOf(
  { centres, offsets }: LayoutMaps,
  probabilities: Tensor,
  heads: readonly Peak[],
): Int32Array {
  const width = centres.dims[1]
  const plane = centres.data.length
  const owners = new Int32Array(plane).fill(-1)
  for (let pixel = 0; pixel < plane; pixel++) {
    if (probabilities.data[pixel] >= 0.5) continue
    const x = (pixel % width) + offsets.data[pixel]
    const y = Math.floor(pixel / width) + offsets.data[plane + pixel]
    let nearest = Number.POSITIVE_INFINITY
    heads.forEach((head, index) => {
      const distance = Math.hypot(head.x - x, head.y - y)
      if (distance >= nearest) return
      nearest = distance
      owners[pixel] = index
    })
  }
  return owners
}

function softmaxOverClasses(logits: Tensor): Tensor {
  const [classes, height, width] = logits.dims
  const plane = height * width
  const probabilities = zeros(logits.dims)
  for (let pixel = 0; pixel < plane; pixel++) {
    let highest = Number.NEGATIVE_INFINITY
    for (let c = 0; c < classes; c++) {
      highest = Math.max(highest, logits.data[c * plane + pixel])
    }
    let sum = 0
    for (let c = 0; c < classes; c++) sum += Math.exp(logits.data[c * plane + pixel] - highest)
    for (let c = 0; c < classes; c++) {
      probabilities.data[c * plane + pixel] =
        Math.exp(logits.data[c * plane + pixel] - highest) / sum
    }
  }
  return probabilities
}

/** Mean probability of each class after the background over the pixels that are set. */
function means(probabilities: Tensor, pixels: Uint8Array): number[] {
  const plane = pixels.length
  const area = pixels.reduce((sum, pixel) => sum + pixel, 0)
  return Array.from({ length: probabilities.dims[0] - 1 }, (_, c) => {
    const start = (c + 1) * plane
    return pixels.reduce((sum, pixel, i) => sum + pixel * probabilities.data[start + i], 0) / area
  })
}

function requireDims({ classWords, classLogits, centres, offsets }: LayoutMaps): void {
  const [height, width] = centres.dims
  const expected = [
    ['centres', centres, [height, width]],
    ['class logits', classLogits, [classWords.length + 1, height, width]],
    ['offsets', offsets, [2, height, width]],
  ] as const
  for (const [name, { dims }, wanted] of expected) {
    if (dims.join() !== wanted.join()) {
      throw new RangeError(`${name} must be [${wanted.join(', ')}], got [${dims.join(', ')}]`)
    }
  }
}
