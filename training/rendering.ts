import { Resvg } from '@resvg/resvg-js'
import { asSvg, type Picture } from './pictures.ts'

const render = (svg: string, width: number) =>
  new Resvg(svg, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false },
  }).render().pixels

/** Mean of `factor` x `factor` squares, RGBA of side `size * factor` to RGB of side `size`. */
export function shrink(rgba: Uint8Array, size: number, factor: number) {
  const rgb = new Uint8Array(size * size * 3)
  const from = size * factor
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (let dy = 0; dy < factor; dy++)
          for (let dx = 0; dx < factor; dx++)
            sum += rgba[((y * factor + dy) * from + x * factor + dx) * 4 + channel] ?? 0
        rgb[(y * size + x) * 3 + channel] = Math.round(sum / (factor * factor))
      }
  return rgb
}

/** The picture as RGB bytes: `side` px always, 256 px where `large`. */
export function renderPicture(picture: Picture, side: number, large: boolean) {
  const rendered = large ? 256 : 2 * side
  const pixels = render(asSvg(picture.layers.join('')), rendered)
  return {
    small: shrink(pixels, side, rendered / side),
    large: large ? shrink(pixels, 256, 1) : undefined,
  }
}

/** 64 x 64 bytes: 0 where nobody is, k where person k (from 1) is seen. */
export function renderMask(picture: Picture) {
  const mask = new Uint8Array(64 * 64)
  picture.layers.slice(1).forEach((layer, k) => {
    const pixels = render(asSvg(layer), 64)
    for (let i = 0; i < mask.length; i++) if ((pixels[i * 4 + 3] ?? 0) > 127) mask[i] = k + 1
  })
  return mask
}
