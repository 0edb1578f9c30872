/** SVG fragments that the scenes and props are built from, in pixels of the 256 px picture. */
export const SIZE = 256

const number = (value: number) => value.toFixed(1)

export const hsl = (hue: number, saturation: number, lightness: number) =>
  `hsl(${hue.toFixed(0)},${saturation.toFixed(0)}%,${lightness.toFixed(0)}%)`

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  attributes = '',
) =>
  `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" fill="${fill}" ${attributes}/>`

export const circle = (x: number, y: number, radius: number, fill: string) =>
  `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}" fill="${fill}"/>`

export const polygon = (points: readonly (readonly [number, number])[], fill: string) =>
  `<polygon points="${points.map((point) => point.map(number).join(',')).join(' ')}" fill="${fill}"/>`

export const whole = (fill: string) => rect(0, 0, SIZE, SIZE, fill)

/** A sky that runs from `top` to `bottom` over the whole picture. */
export const sky = (top: string, bottom: string) =>
  `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>${whole('url(#sky)')}`

export const tree = (x: number, y: number, scale: number, fill: string) =>
  rect(x - 3 * scale, y - 20 * scale, 6 * scale, 22 * scale, '#7a5230') +
  circle(x, y - 32 * scale, 16 * scale, fill) +
  circle(x - 10 * scale, y - 24 * scale, 11 * scale, fill) +
  circle(x + 10 * scale, y - 24 * scale, 11 * scale, fill)

export const pine = (x: number, y: number, scale: number, fill: string) =>
  rect(x - 2 * scale, y - 8 * scale, 4 * scale, 10 * scale, '#6b4526') +
  polygon(
    [
      [x - 14 * scale, y - 8 * scale],
      [x + 14 * scale, y - 8 * scale],
      [x, y - 40 * scale],
    ],
    fill,
  ) +
  polygon(
    [
      [x - 11 * scale, y - 24 * scale],
      [x + 11 * scale, y - 24 * scale],
      [x, y - 52 * scale],
    ],
    fill,
  )

export const cloud = (x: number, y: number, scale: number) =>
  circle(x, y, 10 * scale, '#fff') +
  circle(x + 12 * scale, y + 2 * scale, 8 * scale, '#fff') +
  circle(x - 12 * scale, y + 2 * scale, 8 * scale, '#fff')

export const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')
