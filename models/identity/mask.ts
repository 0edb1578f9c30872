/** One mask and what can be done to it. */

/** A picture of 0 and 1, row by row. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export function areaOf({ data }: Mask): number {
  let area = 0
  for (let i = 0; i < data.length; i++) area += data[i]
  return area
}

/** What is in `mask` and not in `other`. RangeError when their sizes differ. */
export function subtractMask(mask: Mask, other: Mask): Mask {
  requireSameSize(mask, other)
  const data = new Uint8Array(mask.data.length)
  for (let i = 0; i < data.length; i++) data[i] = mask.data[i] & (other.data[i] ^ 1)
  return { ...mask, data }
}

/** What is in either. RangeError when their sizes differ. */
export function uniteMasks(mask: Mask, other: Mask): Mask {
  requireSameSize(mask, other)
  const data = new Uint8Array(mask.data.length)
  for (let i = 0; i < data.length; i++) data[i] = mask.data[i] | other.data[i]
  return { ...mask, data }
}

/**
 * Grown by a full square of 2 * radius + 1 pixels, its centre on each pixel. A square is a row of
 * columns, so a running window along the rows and one along the columns do it, at a cost that does
 * not grow with the radius.
 */
export function dilate(mask: Mask, radius: number): Mask {
  return { ...mask, data: dilateColumns(dilateRows(mask, radius), mask, radius) }
}

function dilateRows({ width, height, data }: Mask, radius: number): Uint8Array {
  const dilated = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    const start = y * width
    let inWindow = 0
    for (let x = 0; x < Math.min(radius, width); x++) inWindow += data[start + x]
    for (let x = 0; x < width; x++) {
      if (x + radius < width) inWindow += data[start + x + radius]
      if (x > radius) inWindow -= data[start + x - radius - 1]
      dilated[start + x] = inWindow > 0 ? 1 : 0
    }
  }
  return dilated
}

/** All columns at once, row after row: memory is read in its order. */
function dilateColumns(data: Uint8Array, { width, height }: Mask, radius: number): Uint8Array {
  const dilated = new Uint8Array(data.length)
  const inWindow = new Int32Array(width)
  const slide = (row: number, sign: number) => {
    for (let x = 0; x < width; x++) inWindow[x] += sign * data[row * width + x]
  }
  for (let y = 0; y < Math.min(radius, height); y++) slide(y, 1)
  for (let y = 0; y < height; y++) {
    if (y + radius < height) slide(y + radius, 1)
    if (y > radius) slide(y - radius - 1, -1)
    for (let x = 0; x < width; x++) dilated[y * width + x] = inWindow[x] > 0 ? 1 : 0
  }
  return dilated
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
