/** Smaller things that stand in rooms, in pixels of the 256 px picture. */

import type { Random } from '../random.ts'
import { ellipse, glow, line, path, rounded } from './furniture.ts'
import { circle, hsl, polygon, rect, times } from './shapes.ts'

/** A bookcase filled with books of muted colours. */
export const bookcase = (
  random: Random,
  x: number,
  y: number,
  width: number,
  height: number,
  rows: number,
  wood = '#8d6242',
) => {
  const step = (height - 4) / rows
  const shelf = (row: number) => {
    const bottom = y + 4 + (row + 1) * step - 4
    let drawn = ''
    for (let at = x + 5; at < x + width - 8; ) {
      const wide = random.between(3.5, 7)
      const tall = (step - 6) * random.between(0.65, 0.96)
      const hue = random.pick([8, 28, 42, 150, 200, 225, 340])
      if (random.chance(0.9)) {
        drawn += rect(at, bottom - tall, wide, tall, hsl(hue, 34, random.between(44, 64)))
        drawn += rect(at, bottom - tall * 0.8, wide, 2, 'rgba(255,240,210,0.5)')
      }
      at += wide + 0.6
    }
    return drawn + rect(x, bottom, width, 4, wood)
  }
  return (
    rect(x, y, width, height, wood) +
    rect(x + 4, y + 4, width - 8, height - 4, 'rgba(30,10,10,0.35)') +
    times(rows, shelf)
  )
}

/** A plant in a pot, its pot's foot at (x, y). */
export const plant = (x: number, y: number, scale: number, hue = 135, pot = '#c98a64') =>
  times(7, (i) => {
    const turn = -66 + i * 22
    return `<g transform="translate(${x} ${y - 18 * scale}) rotate(${turn}) scale(${scale})">${path(
      'M0 0C-9 -14 -7 -32 0 -42C7 -32 9 -14 0 0Z',
      hsl(hue, 30, i % 2 === 0 ? 42 : 52),
    )}${line('M0 0V-36', 'rgba(255,255,255,0.18)', 1)}</g>`
  }) +
  polygon(
    [
      [x - 12 * scale, y - 20 * scale],
      [x + 12 * scale, y - 20 * scale],
      [x + 8 * scale, y],
      [x - 8 * scale, y],
    ],
    pot,
  ) +
  rect(x - 13 * scale, y - 22 * scale, 26 * scale, 5 * scale, pot) +
  rect(x - 13 * scale, y - 17 * scale, 26 * scale, 2 * scale, 'rgba(40,20,20,0.18)')

/** A lamp that hangs from the ceiling. */
export const pendant = (id: string, x: number, length: number, fill: string, light = 0.55) =>
  rect(x - 0.7, 0, 1.4, length, '#5b4b4b') +
  glow(id, x, length + 16, 46, '#ffe6a0', light) +
  path(
    `M${x - 15} ${length + 15}Q${x - 13} ${length} ${x} ${length - 2}Q${x + 13} ${length} ${x + 15} ${length + 15}Z`,
    fill,
  ) +
  path(
    `M${x + 4} ${length - 1}Q${x + 13} ${length} ${x + 15} ${length + 15}H${x + 6}Z`,
    'rgba(0,0,0,0.14)',
  ) +
  ellipse(x, length + 16, 7, 4, '#fff4cd')

/** A framed picture of hills, of shapes or of a vase. */
export const picture = (
  random: Random,
  x: number,
  y: number,
  width: number,
  height: number,
  frame = '#b98b52',
) => {
  const hue = random.between(0, 360)
  const inside = random.pick([
    circle(x + width * 0.7, y + height * 0.3, width * 0.13, '#fbe3a0') +
      path(
        `M${x} ${y + height}V${y + height * 0.6}L${x + width * 0.35} ${y + height * 0.35}L${x + width * 0.65} ${y + height * 0.7}L${x + width * 0.8} ${y + height * 0.55}L${x + width} ${y + height * 0.75}V${y + height}Z`,
        hsl(hue + 150, 28, 52),
      ),
    circle(x + width * 0.4, y + height * 0.42, width * 0.24, hsl(hue + 30, 48, 62)) +
      rect(x + width * 0.45, y + height * 0.4, width * 0.4, height * 0.42, hsl(hue + 190, 40, 56)) +
      line(
        `M${x + width * 0.15} ${y + height * 0.8}L${x + width * 0.85} ${y + height * 0.2}`,
        hsl(hue + 90, 30, 38),
        2,
      ),
    times(5, (i) =>
      rect(x, y + (height * i) / 5, width, height / 5, hsl(hue + i * 22, 42, 72 - i * 7)),
    ),
  ])
  return (
    rect(x - 2, y, width + 8, height + 7, 'rgba(40,30,50,0.14)') +
    rect(x - 4, y - 4, width + 8, height + 8, frame) +
    rect(x, y, width, height, hsl(hue, 36, 84)) +
    inside
  )
}

/** Bottles, jars and cups that stand on a board with its top at y. */
export const shelf = (random: Random, x: number, y: number, width: number, wood = '#9a6c46') => {
  let drawn = ''
  for (let at = x + 8; at < x + width - 6; at += random.between(13, 18)) {
    const fill = hsl(random.pick([20, 35, 110, 180, 205, 340]), 30, random.between(56, 74))
    drawn += random.pick([
      path(
        `M${at - 4} ${y}V${y - 13}L${at - 2} ${y - 18}V${y - 24}H${at + 2}V${y - 18}L${at + 4} ${y - 13}V${y}Z`,
        fill,
      ) + rect(at - 4, y - 10, 8, 5, 'rgba(255,250,230,0.6)'),
      rounded(at - 5.5, y - 15, 11, 15, 2, fill) + rect(at - 6, y - 18, 12, 4, '#8a6a50'),
      rounded(at - 5, y - 9, 10, 9, 2, fill) +
        line(`M${at + 5} ${y - 7}Q${at + 10} ${y - 5} ${at + 5} ${y - 2}`, fill, 1.8),
    ])
  }
  return drawn + rect(x, y, width, 4, wood) + rect(x, y + 4, width, 3, 'rgba(40,20,30,0.2)')
}

/** A screen on a stand or on a wall, with lines of something. */
export const screen = (x: number, y: number, width: number, height: number, hue: number) =>
  rounded(x - 3, y - 3, width + 6, height + 6, 3, '#4a4c58') +
  rect(x, y, width, height, hsl(hue, 40, 80)) +
  polygon(
    [
      [x + width * 0.55, y],
      [x + width, y],
      [x + width, y + height],
      [x + width * 0.3, y + height],
    ],
    'rgba(255,255,255,0.2)',
  ) +
  times(3, (i) =>
    rect(x + 4, y + height * (0.2 + i * 0.25), width * (0.6 - i * 0.13), 2.4, hsl(hue, 40, 58)),
  )

/** Legs and a top: a plain table. */
export const table = (x: number, y: number, width: number, height: number, fill: string) =>
  rect(x + 4, y, 5, height, fill) +
  rect(x + width - 9, y, 5, height, fill) +
  rect(x + 4, y, width - 8, height * 0.25, 'rgba(30,20,30,0.18)') +
  rounded(x, y - 3, width, 7, 2, fill) +
  rect(x, y - 3, width, 2, 'rgba(255,255,255,0.25)')
