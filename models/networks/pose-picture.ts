/** The picture that a ControlNet looks at: an attached one in the size of those that are drawn. */

import { type BytePicture, resample } from '../math/resample.ts'
import { type Tensor, tensor } from '../math/tensor.ts'

/**
 * [1, 3, height, width] in 0..1: resized with Lanczos' filter as diffusers does it. One of another
 * shape is not stretched, which would stretch people too: it stands in the middle of black, which
 * says nothing to such networks. Port of Pillow's ImageOps.pad.
 */
export function posePicture(picture: BytePicture, width: number, height: number): Tensor {
  const inside = fitInside(picture, width, height)
  const { data } = resample(picture, inside.width, inside.height, 'lanczos')
  const left = roundToEven((width - inside.width) / 2)
  const top = roundToEven((height - inside.height) / 2)
  const plane = width * height
  const made = new Float32Array(3 * plane)
  for (const [i, byte] of data.entries()) {
    const x = i % inside.width
    const row = Math.floor(i / inside.width)
    const y = row % inside.height
    const colour = Math.floor(row / inside.height)
    made[colour * plane + (top + y) * width + left + x] = byte / 255
  }
  return tensor(made, [1, 3, height, width])
}

/** The largest size of the picture's shape: ImageOps.contain. */
function fitInside(
  picture: Pick<BytePicture, 'width' | 'height'>,
  width: number,
  height: number,
): { width: number; height: number } {
  const shape = picture.width / picture.height
  if (shape > width / height) {
    return { width, height: Math.max(1, roundToEven(width / shape)) }
  }
  return { width: Math.max(1, roundToEven(height * shape)), height }
}

/** Python's `round`: halves go to the even number. */
function roundToEven(value: number): number {
  const low = Math.floor(value)
  if (value - low !== 0.5) return Math.round(value)
  return low % 2 === 0 ? low : low + 1
}
