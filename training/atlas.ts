/** Rasterises drawn parts: what the renderer looks up. */

import { setImmediate } from 'node:timers/promises'
import { Resvg } from '@resvg/resvg-js'

export interface Part {
  readonly id: string
  /** On the person canvas or about [0, 0]; colours may be placeholders. */
  readonly svg: string
}

export interface Group {
  readonly name: string
  readonly parts: readonly Part[]
}

/** One group in catalogue.json. */
export interface GroupEntry {
  readonly ids: readonly string[]
  /** The placeholders that occur, in the order of their planes. */
  readonly tints: readonly string[]
  /** Left, top, width, height in units of the person canvas. */
  readonly box: readonly [number, number, number, number]
  /** [parts, height, width] of the indices in `<name>.u8`. */
  readonly dims: readonly [number, number, number]
}

/** A group's pixels: each is an entry of its part's palette. */
export interface Indexed {
  /** [parts, height, width]. */
  readonly indices: Uint8Array
  /** [parts, 256, planes]: fixed red, green, blue (premultiplied), alpha, then the tints. */
  readonly palettes: Uint8Array
}

const TINTS = ['skin', 'hair', 'primary', 'secondary', 'hat']

/** What is looked at to find a group's box: the person canvas and a margin about it. */
const FIELD = [-160, -160, 960, 1280] as const
/** The texels per unit at which it is looked at. */
const LOOK = 0.5

type Box = GroupEntry['box']

/** The content of a box, at that many texels per unit. */
const svgOf = (content: string, [left, top, width, height]: Box, density: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width * density}" height="${height * density}">${content}</svg>`

const render = (svg: string) => {
  const { pixels, width, height } = new Resvg(svg, { font: { loadSystemFonts: false } }).render()
  return { pixels, width, height }
}

/** The part with one placeholder white and the others black. */
const tinted = (svg: string, white: string | undefined) =>
  svg.replaceAll(/\[(\w+)\]/g, (_, name: string) => (name === white ? '#ffffff' : '#000000'))

/** The smallest box, in fours of units, that holds every part; never empty. */
async function boxOf(parts: readonly Part[]): Promise<Box> {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0]
  for (const { svg } of parts) {
    const { pixels, width } = render(svgOf(tinted(svg, undefined), FIELD, LOOK))
    for (let i = 3; i < pixels.length; i += 4) {
      if (pixels[i] === 0) continue
      const texel = (i - 3) / 4
      left = Math.min(left, texel % width)
      right = Math.max(right, (texel % width) + 1)
      top = Math.min(top, Math.floor(texel / width))
      bottom = Math.max(bottom, Math.floor(texel / width) + 1)
    }
    await setImmediate()
  }
  if (right === 0) return [0, 0, 4, 4]
  const low = (field: number, texel: number) => Math.floor((field + texel / LOOK) / 4) * 4
  const high = (field: number, texel: number) => Math.ceil((field + texel / LOOK) / 4) * 4
  const x = low(FIELD[0], left - 1)
  const y = low(FIELD[1], top - 1)
  return [x, y, high(FIELD[0], right + 1) - x, Math.min(high(FIELD[1], bottom + 1), 960) - y]
}

/** The group's entry and its pixels, at that many texels per unit of the person canvas. */
export async function rasterise(
  { parts }: Group,
  density: number,
): Promise<{ entry: GroupEntry; pixels: Indexed }> {
  const all = parts.map((part) => part.svg).join('')
  const tints = TINTS.filter((tint) => all.includes(`[${tint}]`))
  const box = await boxOf(parts)
  const [width, height] = [box[2] * density, box[3] * density]
  const plane = width * height
  const planes = 4 + tints.length
  const pixels = createIndexed(parts.length, plane, planes)
  for (const [p, { svg }] of parts.entries()) {
    const vectors = new Uint8Array(plane * planes)
    const fixed = render(svgOf(tinted(svg, undefined), box, density)).pixels
    for (let i = 0; i < plane; i++)
      for (let c = 0; c < 4; c++) vectors[i * planes + c] = fixed[i * 4 + c] ?? 0
    for (const [t, tint] of tints.entries()) {
      const lit = render(svgOf(tinted(svg, tint), box, density)).pixels
      for (let i = 0; i < plane; i++)
        vectors[i * planes + 4 + t] = (lit[i * 4] ?? 0) - (fixed[i * 4] ?? 0)
    }
    writeIndexed(pixels, p, vectors, planes)
    await setImmediate()
  }
  const dims = [parts.length, height, width] as const
  return { entry: { ids: parts.map((part) => part.id), tints, box, dims }, pixels }
}

export const createIndexed = (count: number, plane: number, planes: number): Indexed => ({
  indices: new Uint8Array(count * plane),
  palettes: new Uint8Array(count * 256 * planes),
})

/**
 * Stores part `p`, given as vectors [pixels, planes]. Where it has more than 256 different ones,
 * neighbours share the mean of a coarser grid's cell: the finest grid that leaves at most 256.
 */
export function writeIndexed(to: Indexed, p: number, vectors: Uint8Array, planes: number): void {
  const plane = vectors.length / planes
  for (let bits = 0; bits < 8; bits++) {
    const cells = new Map<
      string,
      { readonly index: number; readonly sum: number[]; count: number }
    >()
    const indices = new Uint8Array(plane)
    for (let i = 0; i < plane && cells.size <= 256; i++) {
      const vector = vectors.subarray(i * planes, (i + 1) * planes)
      const key = vector.map((value) => value >> bits).join()
      let cell = cells.get(key)
      if (cell === undefined) {
        cell = { index: cells.size, sum: new Array<number>(planes).fill(0), count: 0 }
        cells.set(key, cell)
      }
      cell.count++
      for (let c = 0; c < planes; c++) cell.sum[c] = (cell.sum[c] ?? 0) + (vector[c] ?? 0)
      indices[i] = cell.index
    }
    if (cells.size > 256) continue
    to.indices.set(indices, p * plane)
    for (const { index, sum, count } of cells.values())
      to.palettes.set(
        sum.map((value) => Math.round(value / count)),
        (p * 256 + index) * planes,
      )
    return
  }
}
