/** Fragments of outdoor places, in pixels of the 256 px picture. */

import type { Random } from '../random.ts'
import { circle, polygon, rect, times } from './shapes.ts'

const gradient = (id: string, stops: readonly (readonly [number, string])[]) =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join('')}</linearGradient></defs>`

/** A field of colour that runs from `top` to `bottom` between two heights. */
export const fade = (id: string, y: number, height: number, top: string, bottom: string) =>
  gradient(id, [
    [0, top],
    [1, bottom],
  ]) + rect(0, y, 256, height, `url(#${id})`)

/** A ridge across the picture: waves of `rise` about height `y`, filled down to the lower edge. */
export function ridge(random: Random, y: number, rise: number, fill: string) {
  const shift = random.between(0, 6)
  const wave = random.between(0.018, 0.03)
  const points = Array.from({ length: 18 }, (_, i) => {
    const x = i * 15.5 - 4
    const up = Math.sin(x * wave + shift) + 0.5 * Math.sin(x * wave * 2.3 + shift * 2)
    return `${x.toFixed(1)},${(y - rise * up).toFixed(1)}`
  })
  return `<polygon points="-4,256 ${points.join(' ')} 260,256" fill="${fill}"/>`
}

/** Peaks with snow on them. */
export const peaks = (random: Random, y: number, height: number, fill: string, snow: string) =>
  times(4, (i) => {
    const x = -10 + i * 78 + random.between(-14, 14)
    const top = y - height * random.between(0.7, 1)
    const half = random.between(58, 80)
    const cap = (y - top) * 0.3
    const side = half * 0.3
    return (
      polygon(
        [
          [x - half, y],
          [x, top],
          [x + half, y],
        ],
        fill,
      ) +
      polygon(
        [
          [x, top],
          [x + half, y],
          [x + half * 0.25, y],
        ],
        '#00000014',
      ) +
      polygon(
        [
          [x - side, top + cap],
          [x, top],
          [x + side, top + cap],
          [x + side * 0.4, top + cap * 0.8],
          [x, top + cap * 1.15],
          [x - side * 0.4, top + cap * 0.8],
        ],
        snow,
      )
    )
  })

/** A broad-leaved tree that stands at [x, y], `size` pixels high. */
export function tree(x: number, y: number, size: number, leaves: string, trunk = '#7a5a42') {
  const r = size * 0.27
  return (
    rect(x - size * 0.045, y - size * 0.42, size * 0.09, size * 0.42, trunk) +
    circle(x - r * 0.75, y - size * 0.5, r * 0.85, leaves) +
    circle(x + r * 0.75, y - size * 0.52, r * 0.85, leaves) +
    circle(x, y - size * 0.7, r, leaves) +
    circle(x - r * 0.35, y - size * 0.76, r * 0.5, '#ffffff22') +
    circle(x + r * 0.6, y - size * 0.44, r * 0.55, '#00000014')
  )
}

/** A conifer that stands at [x, y]; `snow` lies on its right where given. */
export const pine = (x: number, y: number, size: number, needles: string, snow?: string) =>
  rect(x - size * 0.04, y - size * 0.15, size * 0.08, size * 0.15, '#6b4f3a') +
  times(3, (i) => {
    const bottom = y - size * (0.12 + i * 0.25)
    const half = size * (0.27 - i * 0.065)
    const top = bottom - size * 0.4
    return (
      polygon(
        [
          [x - half, bottom],
          [x, top],
          [x + half, bottom],
        ],
        needles,
      ) +
      polygon(
        [
          [x, top],
          [x + half, bottom],
          [x + half * 0.2, bottom],
        ],
        snow ?? '#0000001a',
      )
    )
  })

export const bush = (x: number, y: number, size: number, fill: string) =>
  circle(x - size * 0.5, y, size * 0.45, fill) +
  circle(x + size * 0.5, y, size * 0.45, fill) +
  circle(x, y - size * 0.25, size * 0.55, fill) +
  circle(x - size * 0.15, y - size * 0.4, size * 0.22, '#ffffff20')

export const cloud = (x: number, y: number, size: number, fill = '#ffffff') =>
  `<g opacity="0.85">${circle(x, y, size, fill)}${circle(x + size * 1.2, y + size * 0.25, size * 0.75, fill)}${circle(x - size * 1.2, y + size * 0.3, size * 0.7, fill)}${rect(x - size * 1.8, y + size * 0.3, size * 3.6, size * 0.7, fill, `rx="${(size * 0.35).toFixed(1)}"`)}</g>`

export const clouds = (random: Random, count: number, fill?: string) =>
  times(count, (i) =>
    cloud(
      20 + ((i + random.between(0, 0.8)) * 230) / count,
      random.between(22, 62),
      random.between(8, 13),
      fill,
    ),
  )

/** The sun (or the moon) in its glow. */
export const sun = (x: number, y: number, radius: number, fill: string) =>
  circle(x, y, radius * 2.1, `${fill}30`) +
  circle(x, y, radius * 1.5, `${fill}50`) +
  circle(x, y, radius, fill)

/** Water from `y` to `bottom`, with light on its ripples. */
export const water = (
  random: Random,
  id: string,
  y: number,
  bottom: number,
  top: string,
  deep: string,
) =>
  fade(id, y, bottom - y, top, deep) +
  times(16, () => {
    const at = random.between(y + 4, bottom - 3)
    const width = random.between(10, 30)
    return rect(random.between(0, 240), at, width, 1.6, '#ffffff55', 'rx="0.8"')
  })

/** Little flowers scattered between two heights. */
export const flowers = (
  random: Random,
  count: number,
  y: number,
  bottom: number,
  fills: readonly string[],
) =>
  times(count, () => {
    const [x, at, r] = [random.between(2, 254), random.between(y, bottom), random.between(1.6, 3.2)]
    return (
      rect(x - 0.5, at, 1, r * 2.4, '#4f8a4a') +
      circle(x, at, r, random.pick(fills)) +
      circle(x, at, r * 0.4, '#fff3c4')
    )
  })

export const stars = (random: Random, count: number, bottom: number) =>
  times(count, () =>
    circle(random.between(0, 256), random.between(0, bottom), random.between(0.5, 1.2), '#fffbe8'),
  )

/** A fence of pales between two sides, standing on `y`. */
export const fence = (y: number, height: number, fill: string, from = 0, to = 256) =>
  rect(from, y - height * 0.75, to - from, height * 0.14, fill) +
  rect(from, y - height * 0.35, to - from, height * 0.14, fill) +
  times(Math.floor((to - from) / 14), (i) =>
    rect(from + 3 + i * 14, y - height, 6, height, fill, 'rx="2"'),
  )
