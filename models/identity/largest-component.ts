/** The part of a mask that is a person, without the specks around it. */

import type { Mask } from './mask.ts'

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
  const part = new Uint8Array(data.length)
  for (let i = 0; i < part.length; i++) part[i] = labels[i] === largest.label ? data[i] : 0
  return { width, height, data: part }
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
