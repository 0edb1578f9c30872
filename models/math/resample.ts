/** Pictures made smaller or larger as Pillow does it: the networks learned from such pictures. */

/** Bytes, plane by plane: red, green, blue. */
export interface BytePicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export type Filter = 'bilinear' | 'bicubic' | 'lanczos'

const filters = {
  bilinear: { support: 1, weight: (x: number) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: cubic },
  lanczos: { support: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
} satisfies Record<Filter, { support: number; weight: (x: number) => number }>

/** Keys, "Cubic Convolution Interpolation" (1981), with a = -0.5. */
function cubic(x: number): number {
  const a = -0.5
  const t = Math.abs(x)
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1
  return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0
}

/** Lanczos' window is a sinc over a sinc. */
const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Weights are whole numbers of this many bits behind the point. */
const PRECISION = 22

/** The pixels that one new pixel is made of, and how much each counts. */
interface Window {
  readonly first: number
  readonly weights: Int32Array
}

/**
 * Resized to the last bit as Pillow's Image.resize: first along rows, then along columns, rounded
 * to bytes in between. A picture of that size already is returned as it is.
 * Port of ImagingResample from Pillow, src/libImaging/Resample.c.
 */
export function resample(
  picture: BytePicture,
  width: number,
  height: number,
  filter: Filter,
): BytePicture {
  const wide =
    picture.width === width
      ? picture
      : along(picture, width, picture.height, windows(picture.width, width, filter), true)
  return height === wide.height
    ? wide
    : along(wide, width, height, windows(wide.height, height, filter), false)
}

function windows(from: number, to: number, filter: Filter): Window[] {
  const { support, weight } = filters[filter]
  const scale = from / to
  const stretch = Math.max(1, scale)
  const reach = support * stretch
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - reach + 0.5))
    const end = Math.min(from, Math.trunc(centre + reach + 0.5))
    const weights = Array.from({ length: end - first }, (_, k) =>
      weight((k + first - centre + 0.5) / stretch),
    )
    const sum = weights.reduce((total, one) => total + one, 0)
    const whole = weights.map((one) => {
      const scaled = (one / sum) * 2 ** PRECISION
      return Math.trunc(scaled + (scaled < 0 ? -0.5 : 0.5))
    })
    return { first, weights: Int32Array.from(whole) }
  })
}

function along(
  { data, width: oldWidth, height: oldHeight }: BytePicture,
  width: number,
  height: number,
  parts: readonly Window[],
  inRows: boolean,
): BytePicture {
  const planes = data.length / (oldWidth * oldHeight)
  const resized = new Uint8Array(planes * width * height)
  const stride = inRows ? 1 : oldWidth
  let i = 0
  for (let plane = 0; plane < planes; plane++) {
    const start = plane * oldWidth * oldHeight
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const { first, weights } = parts[inRows ? x : y]
        let from = start + (inRows ? y * oldWidth + first : first * oldWidth + x)
        let sum = 2 ** (PRECISION - 1)
        for (let k = 0; k < weights.length; k++, from += stride) sum += data[from] * weights[k]
        resized[i++] = Math.min(255, Math.max(0, Math.floor(sum / 2 ** PRECISION)))
      }
    }
  }
  return { width, height, data: resized }
}

/**
 * Numbers between pixels' middles, edges held: [rows, h, w] -> [rows, height, width], in single
 * precision. torch's interpolate with mode 'bilinear' and align_corners off.
 */
export function interpolate(
  data: Float32Array,
  [rows, oldHeight, oldWidth]: readonly [number, number, number],
  height: number,
  width: number,
): Float32Array {
  const between = (i: number, scale: number, size: number) => {
    const place = Math.max(0, (i + 0.5) * scale - 0.5)
    const low = Math.min(Math.floor(place), size - 1)
    return { low, high: Math.min(low + 1, size - 1), part: place - low }
  }
  const columns = Array.from({ length: width }, (_, x) => between(x, oldWidth / width, oldWidth))
  const made = new Float32Array(rows * height * width)
  let i = 0
  for (let row = 0; row < rows; row++) {
    for (let y = 0; y < height; y++) {
      const { low, high, part } = between(y, oldHeight / height, oldHeight)
      const upper = (row * oldHeight + low) * oldWidth
      const lower = (row * oldHeight + high) * oldWidth
      for (const { low: left, high: right, part: across } of columns) {
        const above = data[upper + left] * (1 - across) + data[upper + right] * across
        const below = data[lower + left] * (1 - across) + data[lower + right] * across
        made[i++] = above * (1 - part) + below * part
      }
    }
  }
  return made
}
