/** Colours of skin and hair, and what people call them. */

import type { Random } from './random.ts'

export interface Tone {
  /** Ways to call it; the first is the usual one. */
  readonly names: readonly string[]
  readonly colours: readonly string[]
}

export const skins = {
  pale: { names: ['pale', 'fair', 'very fair'], colours: ['#fde6da', '#fbe3d6'] },
  fair: { names: ['fair', 'fair', 'light', 'pale'], colours: ['#f2d6cb', '#fedac7', '#f7d5c0'] },
  light: { names: ['light', 'light', 'fair'], colours: ['#ddb7a0', '#f0c5a3', '#e8bf9f'] },
  olive: { names: ['olive', 'olive', 'light brown'], colours: ['#cfa67a', '#c59b6d', '#d3ab82'] },
  tan: { names: ['tan', 'tan', 'tanned', 'golden'], colours: ['#d9a066', '#dfa573', '#d0955f'] },
  lightBrown: {
    names: ['light brown', 'light brown', 'brown'],
    colours: ['#bb876f', '#b5835a', '#b98a66'],
  },
  brown: { names: ['brown', 'brown', 'medium brown'], colours: ['#a67358', '#96623f', '#8d5b3f'] },
  dark: { names: ['dark', 'dark', 'dark brown', 'deep brown'], colours: ['#74453d', '#633c2e'] },
  veryDark: { names: ['dark', 'dark', 'very dark', 'ebony'], colours: ['#4f3029', '#452a21'] },
} as const satisfies Record<string, Tone>

export const hairs = {
  black: { names: ['black', 'black', 'black', 'jet-black'], colours: ['#15100c', '#272421'] },
  darkBrown: { names: ['dark brown', 'dark brown', 'brown'], colours: ['#3d2314', '#44291a'] },
  brown: { names: ['brown', 'brown', 'chestnut'], colours: ['#5a3825', '#6b4226'] },
  lightBrown: { names: ['light brown', 'light brown', 'brown'], colours: ['#a9784a', '#966b41'] },
  blonde: { names: ['blonde', 'blonde', 'blond', 'golden'], colours: ['#e9c67b', '#d7bf91'] },
  red: { names: ['red', 'red', 'ginger', 'auburn'], colours: ['#b55239', '#c1501f'] },
  gray: { names: ['gray', 'gray', 'grey', 'silver'], colours: ['#9a9a9a', '#8c8f94', '#a8a8a8'] },
  white: { names: ['white'], colours: ['#e8e8e8', '#f4f4f2'] },
  blue: { names: ['blue'], colours: ['#2f6fd6'] },
  pink: { names: ['pink'], colours: ['#ee7fb0'] },
  green: { names: ['green'], colours: ['#3aa05a'] },
  purple: { names: ['purple', 'purple', 'violet'], colours: ['#7d3fb8'] },
} as const satisfies Record<string, Tone>

/** Somebody's colour: as drawn, and as called. */
export interface Coloured {
  readonly colour: string
  readonly names: readonly string[]
}

/** A colour of the tone, slightly its own. */
export function shadeOf(random: Random, { colours, names }: Tone): Coloured {
  const channels = random.pick(colours).match(/[0-9a-f]{2}/g) ?? []
  const shift = random.between(-5, 5)
  const shifted = channels.map((channel) => {
    const value = Number.parseInt(channel, 16) + shift + random.between(-3, 3)
    return Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, '0')
  })
  return { colour: `#${shifted.join('')}`, names }
}
