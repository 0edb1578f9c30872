/** What clothes and headwear are dyed. */

import type { Random } from './random.ts'

const colours: Readonly<Record<string, readonly string[]>> = {
  red: ['#d62828', '#c1121f', '#e63946'],
  'dark red': ['#7f1d1d', '#8b1e3f'],
  blue: ['#1d4ed8', '#2563eb', '#2a6fb8'],
  'light blue': ['#8ec5f0', '#a5d0f3'],
  'dark blue': ['#14213d', '#1e2f5c'],
  green: ['#2a9d4a', '#3a8f3f', '#4caf50'],
  'dark green': ['#14532d', '#1f4d3a'],
  yellow: ['#f4c430', '#ffd60a', '#f6d55c'],
  purple: ['#7b2cbf', '#8e44ad'],
  pink: ['#f28cb1', '#f06292', '#f8a5c2'],
  black: ['#15171c', '#1f2024'],
  white: ['#f3f4f6', '#fbfaf5'],
  orange: ['#f77f00', '#f3722c'],
  gray: ['#6b7280', '#8a8f98'],
  brown: ['#7b4b2a', '#8a5a35'],
  beige: ['#d9c3a0', '#e5d3b3'],
  teal: ['#1f8a8a', '#2a9d8f'],
}

const otherNames: Readonly<Record<string, readonly string[]>> = {
  gray: ['gray', 'grey'],
  'dark blue': ['dark blue', 'navy', 'navy blue'],
  'dark red': ['dark red', 'maroon', 'burgundy'],
  teal: ['teal', 'turquoise'],
}

const names = Object.keys(colours)

/** A colour and a name for it. */
export function chooseColour(random: Random) {
  const name = random.pick(names)
  return {
    colour: random.pick(colours[name] ?? []),
    name: random.pick(otherNames[name] ?? [name]),
  }
}

/** The colour that a phrase names itself: "a golden crown", "a white coat". */
export function colourIn(phrase: string): string | undefined {
  const named = /\b(golden|white|red)\b/.exec(phrase)?.[1]
  return named === 'golden' ? '#e3b53a' : colours[named ?? '']?.[0]
}
