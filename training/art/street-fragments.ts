/** Houses, streets and what stands in them, in pixels of the 256 px picture. */

import type { Random } from '../random.ts'
import { circle, polygon, rect, times } from './shapes.ts'

/** A block from `top` down to `bottom`, windows in a grid; some are lit where `lit` is a colour. */
export function block(
  random: Random,
  x: number,
  width: number,
  top: number,
  bottom: number,
  wall: string,
  glass: string,
  lit?: string,
) {
  const columns = Math.max(1, Math.floor((width - 6) / 13))
  const rows = Math.max(1, Math.floor((bottom - top - 8) / 17))
  const gap = (width - columns * 8) / (columns + 1)
  return (
    rect(x, top, width, bottom - top, wall) +
    rect(x + width * 0.7, top, width * 0.3, bottom - top, '#00000012') +
    times(columns * rows, (i) => {
      const on = lit !== undefined && random.chance(0.5)
      const left = x + gap + (i % columns) * (8 + gap)
      return rect(left, top + 7 + Math.floor(i / columns) * 17, 8, 10, on ? lit : glass, 'rx="1"')
    })
  )
}

/** Blocks of differing height side by side. */
export function skyline(
  random: Random,
  bottom: number,
  low: number,
  high: number,
  walls: readonly string[],
  glass: string,
  lit?: string,
) {
  let drawn = ''
  for (let x = -4; x < 256; ) {
    const width = random.between(26, 46)
    drawn += block(
      random,
      x,
      width,
      bottom - random.between(low, high),
      bottom,
      random.pick(walls),
      glass,
      lit,
    )
    x += width + 1
  }
  return drawn
}

/** A small house with a pitched roof. */
export const house = (
  x: number,
  y: number,
  width: number,
  wall: string,
  roof: string,
  glass = '#bcd9e6',
) => {
  const height = width * 0.62
  return (
    rect(x, y - height, width, height, wall) +
    polygon(
      [
        [x - width * 0.1, y - height],
        [x + width / 2, y - height - width * 0.5],
        [x + width * 1.1, y - height],
      ],
      roof,
    ) +
    polygon(
      [
        [x + width / 2, y - height - width * 0.5],
        [x + width * 1.1, y - height],
        [x + width * 0.62, y - height],
      ],
      '#00000016',
    ) +
    rect(x + width * 0.4, y - height * 0.55, width * 0.2, height * 0.55, '#8a6548', 'rx="2"') +
    rect(x + width * 0.1, y - height * 0.7, width * 0.2, height * 0.3, glass) +
    rect(x + width * 0.7, y - height * 0.7, width * 0.2, height * 0.3, glass)
  )
}

/** A stall's striped roof from x on, its lower edge scalloped. */
export const awning = (x: number, y: number, width: number, one: string, other: string) => {
  const stripes = Math.round(width / 12)
  const each = width / stripes
  return times(stripes, (i) => {
    const fill = i % 2 === 0 ? one : other
    return (
      rect(x + i * each, y, each + 0.3, 20, fill) +
      circle(x + (i + 0.5) * each, y + 20, each / 2, fill)
    )
  })
}

export const lamp = (x: number, y: number, height: number, glow = '#fff0b8') =>
  rect(x - 1.5, y - height, 3, height, '#56606b') +
  circle(x, y - height - 4, 9, `${glow}55`) +
  circle(x, y - height - 4, 5, glow)

export const bench = (x: number, y: number, width: number) =>
  rect(x, y - 22, width, 5, '#a5784f', 'rx="2"') +
  rect(x, y - 13, width, 5, '#94693f', 'rx="2"') +
  rect(x + 5, y - 22, 3, 24, '#5c4a3d') +
  rect(x + width - 8, y - 22, 3, 24, '#5c4a3d')

/** Boards across the picture, from `y` to the lower edge, towards the onlooker. */
export const boards = (y: number, fill: string) =>
  rect(0, y, 256, 256 - y, fill) +
  times(9, (i) => rect(0, y + 3 + i * i * 1.4 + i * 5, 256, 1.2, '#00000022')) +
  rect(0, y, 256, 3, '#ffffff30')
