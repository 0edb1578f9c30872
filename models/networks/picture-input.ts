/** Pictures on their way to networks that were trained on pictures of another form. */

import { type BytePicture, type Filter, resample } from '../math/resample.ts'
import { concat, slice, type Tensor, tensor } from '../math/tensor.ts'

/** What a network wants to see. */
export interface PictureInput {
  readonly width: number
  readonly height: number
  readonly filter: Filter
  /** Of red, green and blue, each 0..1. */
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** One picture [1, 3, H, W] in -1..1 as the bytes that would be saved of it. */
export function toBytes({ data, dims }: Tensor): BytePicture {
  const [rows, planes, height, width] = dims
  if (rows !== 1 || planes !== 3) {
    throw new RangeError(`one picture in three colours is needed, got [${dims.join(', ')}]`)
  }
  const bytes = Uint8Array.from(data, (value) =>
    Math.round(Math.min(1, Math.max(0, value / 2 + 0.5)) * 255),
  )
  return { width, height, data: bytes }
}

/**
 * A picture [1, 3, H, W] in -1..1 as the network wants it, [1, 3, height, width]: as bytes, resized
 * by Pillow's filter, then (value / 255 - mean) / deviation for each colour.
 */
export function preparePicture(image: Tensor, input: PictureInput): Tensor {
  const { data } = resample(toBytes(image), input.width, input.height, input.filter)
  const plane = input.width * input.height
  const prepared = Float32Array.from(data, (byte, i) => {
    const colour = Math.floor(i / plane)
    return (byte / 255 - input.mean[colour]) / input.deviation[colour]
  })
  return tensor(prepared, [1, 3, input.height, input.width])
}

/** Pictures [N, 3, H, W] in -1..1 for a network that wants them so, or as they are without `input`. */
export const prepared = (images: Tensor, input: PictureInput | undefined): Tensor =>
  input === undefined
    ? images
    : concat(
        Array.from({ length: images.dims[0] }, (_, row) =>
          preparePicture(slice(images, row, row + 1), input),
        ),
      )
