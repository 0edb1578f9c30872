import { assignBoxes, type Box, boxesAbove } from '../identity/boxes.ts'
import type { Mask } from '../identity/mask.ts'
import { interpolate } from '../math/resample.ts'
import { type Tensor, tensor } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import { type PictureInput, preparePicture } from './picture-input.ts'
import type { Layout } from './types.ts'

export interface GroundedSam {
  /** GroundingDINO: `image`, `input_ids` [1, L] -> `scores` [1, Q], `boxes` [1, Q, 4]. */
  readonly detector: Session
  readonly detectorInput: PictureInput
  /** What a box's score must be above. */
  readonly threshold: number
  /** The token ids of each class word's phrase. */
  readonly phrases: Readonly<Record<string, readonly number[]>>
  /** SAM's image encoder: `image` [1, 3, S, S] -> `embedding`. */
  readonly segmenterImage: Session
  readonly segmenterInput: PictureInput
  /** Its masks: `embedding`, `boxes` [1, K, 4] in pixels of S -> `masks` [1, K, m, m]. */
  readonly segmenterMasks: Session
}

/** The part of a person's box above which the middle of their head is taken to be. */
const HEAD = 1 / 8

/**
 * One phrase a call finds boxes, and each box becomes a mask: what is above 0 of the segmenter's
 * answer at the picture's size. Square pictures only; RangeError for a word without a phrase.
 * Ren et al., "Grounded SAM" (2024).
 */
export const groundedSam = (networks: GroundedSam): Layout => ({
  async find(image, wanted) {
    const [, , height, width] = image.dims
    if (width !== height)
      throw new RangeError(`layout wants a square picture, got ${width}x${height}`)
    const found = await detect(networks, image, [...new Set(wanted)])
    const boxes = assignBoxes(wanted, found)
    const masks = await segment(
      networks,
      image,
      boxes.filter((box) => box !== undefined),
    )
    return boxes.map((box) => box && { score: box.score, head: headOf(box), mask: masks.get(box)! })
  },
})

async function detect(
  { detector, detectorInput, threshold, phrases }: GroundedSam,
  image: Tensor,
  words: readonly string[],
): Promise<Map<string, Box[]>> {
  const [, , height, width] = image.dims
  const seen = preparePicture(image, detectorInput)
  const found = new Map<string, Box[]>()
  for (const word of words) {
    const ids = phrases[word]
    if (ids === undefined) throw new RangeError(`the detector has no phrase for "${word}"`)
    const input_ids = { data: Int32Array.from(ids), dims: [1, ids.length] }
    const { scores, boxes } = await detector.run({ image: seen, input_ids }, ['scores', 'boxes'])
    found.set(word, boxesAbove(scores.data, boxes.data, threshold, { width, height }))
  }
  return found
}

async function segment(
  { segmenterImage, segmenterInput, segmenterMasks }: GroundedSam,
  image: Tensor,
  boxes: readonly Box[],
): Promise<Map<Box, Mask>> {
  if (boxes.length === 0) return new Map()
  const [, , height, width] = image.dims
  const side = segmenterInput.width
  const scale = side / width
  const corners = boxes.flatMap(({ left, top, right, bottom }) =>
    [left, top, right, bottom].map((pixel) => pixel * scale),
  )
  const { embedding } = await segmenterImage.run({ image: preparePicture(image, segmenterInput) }, [
    'embedding',
  ])
  const { masks } = await segmenterMasks.run(
    { embedding, boxes: tensor(Float32Array.from(corners), [1, boxes.length, 4]) },
    ['masks'],
  )
  const [, people, rows, columns] = masks.dims
  // Up to what the network saw, and from there to the picture's size: as SAM does it.
  const padded = interpolate(masks.data, [people, rows, columns], side, side)
  const whole = interpolate(padded, [people, side, side], height, width)
  const plane = width * height
  return new Map(
    boxes.map((box, k) => {
      const data = Uint8Array.from(whole.subarray(k * plane, (k + 1) * plane), (x) => +(x > 0))
      return [box, { width, height, data }]
    }),
  )
}

const headOf = ({ left, right, top, bottom }: Box) => ({
  x: (left + right) / 2,
  y: top + (bottom - top) * HEAD,
  width: undefined,
})
