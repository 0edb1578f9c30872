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

export const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')
