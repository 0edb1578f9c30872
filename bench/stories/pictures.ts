/** Pictures on disk as tensors and parts of pictures. */

import sharp from 'sharp'
import type { Mask } from '../../models/identity/masks.ts'
import { type Tensor, tensor } from '../../models/math/tensor.ts'

/** A picture file as [1, 3, H, W] in -1..1. */
export async function readPicture(file: string): Promise<Tensor> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const area = info.width * info.height
  const image = new Float32Array(3 * area)
  for (let i = 0; i < area; i++)
    for (let c = 0; c < 3; c++) image[c * area + i] = data[i * 3 + c] / 127.5 - 1
  return tensor(image, [1, 3, info.height, info.width])
}

/** A square part of a picture: its middle and its side, pixels of the picture. */
export interface Square {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** That part as [1, 3, pixels, pixels]; what lies outside repeats the picture's edge. */
export function cropFace(
  { data, dims }: Tensor,
  { x: middle, y: centre, side }: Square,
  pixels: number,
): Tensor {
  const [, , height, width] = dims
  const crop = new Float32Array(3 * pixels * pixels)
  const at = (length: number, position: number) => Math.min(Math.max(position, 0), length - 1)
  for (let row = 0; row < pixels; row++) {
    const y = at(height, centre - side / 2 + ((row + 0.5) * side) / pixels - 0.5)
    const top = Math.floor(y)
    const bottom = Math.min(top + 1, height - 1)
    for (let column = 0; column < pixels; column++) {
      const x = at(width, middle - side / 2 + ((column + 0.5) * side) / pixels - 0.5)
      const left = Math.floor(x)
      const right = Math.min(left + 1, width - 1)
      for (let c = 0; c < 3; c++) {
        const pixel = (py: number, px: number) => data[(c * height + py) * width + px]
        const above = pixel(top, left) * (1 - x + left) + pixel(top, right) * (x - left)
        const below = pixel(bottom, left) * (1 - x + left) + pixel(bottom, right) * (x - left)
        crop[(c * pixels + row) * pixels + column] = above * (1 - y + top) + below * (y - top)
      }
    }
  }
  return tensor(crop, [1, 3, pixels, pixels])
}

/** The picture with everything outside the mask mid-gray. */
export function segment({ data, dims }: Tensor, mask: Mask): Tensor {
  const area = mask.width * mask.height
  return tensor(
    data.map((value, i) => value * mask.data[i % area]),
    dims,
  )
}

/** Tiles of a sheet of squares, row by row: [1, 3, side, side] each. */
export function tilesOf({ data, dims }: Tensor, side: number): Tensor[][] {
  const [, , height, width] = dims
  return Array.from({ length: Math.floor(height / side) }, (_, row) =>
    Array.from({ length: Math.floor(width / side) }, (_, column) => {
      const tile = new Float32Array(3 * side * side)
      for (let c = 0; c < 3; c++)
        for (let y = 0; y < side; y++) {
          const from = (c * height + row * side + y) * width + column * side
          tile.set(data.subarray(from, from + side), (c * side + y) * side)
        }
      return tensor(tile, [1, 3, side, side])
    }),
  )
}
