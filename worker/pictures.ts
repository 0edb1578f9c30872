import sharp, { type Sharp } from 'sharp'
import type { BytePicture } from '../models/math/resample.ts'
import type { Tensor } from '../models/math/tensor.ts'

/** One image [1, 3, H, W] in -1..1 as eight-bit pixels. */
function pixels({ data, dims }: Tensor): Sharp {
  const [rows, channels, height, width] = dims
  if (dims.length !== 4 || rows !== 1 || channels !== 3) {
    throw new RangeError(`a picture is [1, 3, H, W], got [${dims.join(', ')}]`)
  }
  const area = height * width
  const bytes = new Uint8ClampedArray(area * 3)
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) bytes[i * 3 + c] = (data[c * area + i] + 1) * 127.5
  }
  return sharp(bytes, { raw: { width, height, channels: 3 } })
}

/** PNG bytes; the same image always gives the same bytes. */
export const toPng = (image: Tensor): Promise<Uint8Array> =>
  pixels(image).png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer()

/** The pixels of an encoded picture, plane by plane; what can be seen through is black. */
export async function fromPng(png: Uint8Array): Promise<BytePicture> {
  const { data, info } = await sharp(png)
    .flatten({ background: 'black' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const area = width * height
  const planes = Uint8Array.from({ length: 3 * area }, (_, i) => {
    return data[(i % area) * channels + Math.floor(i / area)]
  })
  return { width, height, data: planes }
}

/** A picture's PNG if it has at most `most` bytes, otherwise a WebP that has, smaller where it must be. */
export async function fitUpload(
  png: Uint8Array,
  most: number,
): Promise<{ bytes: Uint8Array; name: '.png' | '.webp' }> {
  if (png.length <= most) return { bytes: png, name: '.png' }
  const { width } = await sharp(png).metadata()
  for (let side = width; side >= 64; side = Math.round(side / 1.5)) {
    const bytes = await sharp(png).resize({ width: side }).webp({ quality: 90 }).toBuffer()
    if (bytes.length <= most) return { bytes, name: '.webp' }
  }
  throw new RangeError(`no picture fits into ${most} bytes`)
}

/** A small WebP, at most `side` pixels wide and high. */
export const toPreview = (image: Tensor, side = 128): Promise<Uint8Array> =>
  pixels(image)
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer()
