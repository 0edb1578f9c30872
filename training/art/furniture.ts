/** What rooms are made of: walls, light, windows and furniture, in pixels of the 256 px picture. */

import type { Random } from '../random.ts'
import { circle, hsl, polygon, rect, SIZE, times } from './shapes.ts'

export const path = (d: string, fill: string, attributes = '') =>
  `<path d="${d}" fill="${fill}" ${attributes}/>`

export const line = (d: string, stroke: string, width: number) =>
  path(d, 'none', `stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"`)

export const rounded = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
) => rect(x, y, width, height, fill, `rx="${radius}"`)

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string) =>
  `<ellipse cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" rx="${rx.toFixed(1)}" ry="${ry.toFixed(1)}" fill="${fill}"/>`

/** A box that runs from one colour at its top to another at its bottom. */
export const fade = (
  id: string,
  [x, y, width, height]: readonly [number, number, number, number],
  top: string,
  bottom: string,
) =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>${rect(x, y, width, height, `url(#${id})`)}`

/** Light about a lamp or a fire, or with black the dark of the corners when `inner` is 0. */
export const glow = (
  id: string,
  x: number,
  y: number,
  radius: number,
  colour: string,
  inner: number,
  outer = 0,
) =>
  `<defs><radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity="${inner}"/><stop offset="1" stop-color="${colour}" stop-opacity="${outer}"/></radialGradient></defs>${circle(x, y, radius, `url(#${id})`)}`

/** Darker corners. */
export const vignette = (strength = 0.25) => glow('vignette', 128, 118, 196, '#201830', 0, strength)

/** A wall, its skirting board and a floor from `floorTop` down. */
export const room = (wall: string, shade: string, floor: string, floorTop = 186) =>
  fade('wall', [0, 0, SIZE, floorTop], wall, shade) +
  rect(0, floorTop, SIZE, SIZE - floorTop, floor) +
  rect(0, floorTop - 5, SIZE, 5, '#ffffff', 'opacity="0.45"') +
  fade('floor-shade', [0, floorTop, SIZE, 26], 'rgba(30,20,40,0.22)', 'rgba(30,20,40,0)')

/** Floor boards that run away to a point behind the wall. */
export const boards = (floorTop = 186) =>
  times(11, (i) => {
    const x = (i - 5) * 26
    return line(`M${128 + x} ${floorTop}L${128 + x * 2.6} 256`, 'rgba(60,30,20,0.14)', 1.2)
  })

/** Slanting light that falls in from (x, y). */
export const beam = (x: number, y: number, width: number, height: number, slant: number) =>
  polygon(
    [
      [x, y],
      [x + width, y],
      [x + width * 1.5 + slant, y + height],
      [x + slant, y + height],
    ],
    'rgba(255,246,205,0.2)',
  )

/** Houses with lit windows before a sky, inside a box. */
export const skyline = (
  random: Random,
  x: number,
  y: number,
  width: number,
  height: number,
  hue: number,
  light = '#fff3c4',
) => {
  const layer = (lightness: number, low: number, high: number, lit: boolean) => {
    let drawn = ''
    for (let at = x; at < x + width; ) {
      const wide = Math.min(random.between(10, 19), x + width - at)
      const tall = height * random.between(low, high)
      drawn += rect(at, y + height - tall, wide, tall, hsl(hue, 24, lightness))
      if (lit)
        drawn += times(Math.floor(tall / 7) - 1, (row) =>
          times(Math.floor(wide / 5) - 1, (column) =>
            random.chance(0.55)
              ? rect(at + 3 + column * 5, y + height - tall + 4 + row * 7, 2.4, 3.4, light)
              : '',
          ),
        )
      at += wide
    }
    return drawn
  }
  return layer(74, 0.45, 0.75, false) + layer(56, 0.2, 0.55, true)
}

/** A window frame with its bars and sill; `view` is drawn behind it. */
export const pane = (
  x: number,
  y: number,
  width: number,
  height: number,
  view: string,
  frame = '#fdf8ee',
  columns = 2,
  rows = 2,
) =>
  view +
  polygon(
    [
      [x + width * 0.2, y],
      [x + width * 0.45, y],
      [x + width * 0.2, y + height],
      [x, y + height],
      [x, y + height * 0.75],
    ],
    'rgba(255,255,255,0.16)',
  ) +
  times(columns + 1, (i) => rect(x - 2 + (width * i) / columns, y, 4, height, frame)) +
  times(rows + 1, (i) => rect(x - 2, y - 2 + (height * i) / rows, width + 4, 4, frame)) +
  rect(x - 6, y + height, width + 12, 5, frame) +
  rect(x - 6, y + height + 5, width + 12, 3, 'rgba(40,30,50,0.16)')

/** A daylight view: sky and two hills or bushes. */
export const garden = (id: string, x: number, y: number, width: number, height: number) =>
  fade(id, [x, y, width, height], '#b4dcf0', '#eef6e6') +
  path(
    `M${x} ${y + height}V${y + height * 0.7}Q${x + width * 0.3} ${y + height * 0.5} ${x + width * 0.6} ${y + height * 0.72}T${x + width} ${y + height * 0.66}V${y + height}Z`,
    '#a9cf9b',
  ) +
  path(
    `M${x} ${y + height}V${y + height * 0.86}Q${x + width * 0.6} ${y + height * 0.66} ${x + width} ${y + height * 0.88}V${y + height}Z`,
    '#86b884',
  )

export const curtain = (x: number, y: number, width: number, height: number, fill: string) =>
  path(
    `M${x} ${y}H${x + width}Q${x + width * 0.75} ${y + height * 0.6} ${x + width} ${y + height}H${x}Z`,
    fill,
  ) +
  times(3, (i) =>
    line(`M${x + (width * (i + 1)) / 4} ${y}V${y + height}`, 'rgba(40,20,40,0.13)', 1.6),
  )
