/** One mask and what can be done to it. */

/** A picture of 0 and 1, row by row. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export const areaOf = (mask: Mask): number => mask.data.reduce((area, pixel) => area + pixel, 0)

/** What is in `mask` and not in `other`. RangeError when their sizes differ. */
export function subtractMask(mask: Mask, other: Mask): Mask {
  requireSameSize(mask, other)
  return { ...mask, data: mask.data.map((pixel, i) => (other.data[i] === 0 ? pixel : 0)) }
}

/** What is in either. RangeError when their sizes differ. */
export function uniteMasks(mask: Mask, other: Mask): Mask {
  requireSameSize(mask, other)
  return { ...mask, data: mask.data.map((pixel, i) => (other.data[i] === 0 ? pixel : 1)) }
}

/**
 * Grown by a full square of 2 * radius + 1 pixels, its centre on each pixel. A square is a row of
 * columns, so two passes of a running window do it, whatever the radius.
 */
export function dilate(mask: Mask, radius: number): Mask {
  const { width, height } = mask
  const rows = new Uint8Array(mask.data.length)
  for (let y = 0; y < height; y++) dilateLine(mask.data, rows, y * width, 1, width, radius)
  const data = new Uint8Array(mask.data.length)
  for (let x = 0; x < width; x++) dilateLine(rows, data, x, width, height, radius)
  return { width, height, data }
}

/** `inWindow` counts the set pixels among i - radius .. i + radius of the line. */
function dilateLine(
  source: Uint8Array,
  target: Uint8Array,
  start: number,
  stride: number,
  length: number,
  radius: number,
): void {
  let inWindow = 0
  for (let i = 0; i < Math.min(radius, length); i++) inWindow += source[start + i * stride]
  for (let i = 0; i < length; i++) {
    if (i + radius < length) inWindow += source[start + (i + radius) * stride]
    if (i - radius > 0) inWindow -= source[start + (i - radius - 1) * stride]
    target[start + i * stride] = inWindow > 0 ? 1 : 0
  }
}

/** The largest part whose pixels touch by their sides; of equal ones, the first from the top. */
export function largestComponent(mask: Mask): Mask {
  const { width, height, data } = mask
  const labels = new Int32Array(data.length)
  let largest = { label: 0, area: 0 }
  let label = 0
  for (let seed = 0; seed < data.length; seed++) {
    if (data[seed] === 0 || labels[seed] !== 0) continue
    const area = fillComponent(mask, labels, seed, ++label)
    if (area > largest.area) largest = { label, area }
  }
  return { width, height, data: data.map((pixel, i) => (labels[i] === largest.label ? pixel : 0)) }
}

function fillComponent(mask: Mask, labels: Int32Array, seed: number, label: number): number {
  const { width, height, data } = mask
  const open = [seed]
  labels[seed] = label
  let area = 0
  const visit = (pixel: number) => {
    if (data[pixel] === 0 || labels[pixel] !== 0) return
    labels[pixel] = label
    open.push(pixel)
  }
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    area++
    const x = pixel % width
    if (x > 0) visit(pixel - 1)
    if (x < width - 1) visit(pixel + 1)
    if (pixel >= width) visit(pixel - width)
    if (pixel < width * (height - 1)) visit(pixel + width)
  }
  return area
}

/** Nearest neighbour: row and column floor(index * scale), scale = old size over new. */
export function resizeMask(mask: Mask, width: number, height: number): Mask {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * mask.height) / height) * mask.width
    for (let x = 0; x < width; x++) {
      data[y * width + x] = mask.data[row + Math.floor((x * mask.width) / width)]
    }
  }
  return { width, height, data }
}

function requireSameSize(mask: Mask, other: Mask): void {
  if (mask.width !== other.width || mask.height !== other.height) {
    throw new RangeError(
      `masks need equal sizes, got ${mask.width}x${mask.height} and ${other.width}x${other.height}`,
    )
  }
}
