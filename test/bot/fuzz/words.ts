/** What people write, by what they are asked for. */

import type { Random } from '../../../training/random.ts'

const texts: Readonly<Record<string, readonly string[]>> = {
  prompt: [
    'Mira in a park',
    'Mira and Tomas sit under a tree',
    'a cat',
    'Zed flies',
    'MIRA "runs"',
  ],
  name: ['Mira', 'Tomas', 'Zed', 'mi', 'José', '山田', 'with: colon'],
  description: ['young woman with long red hair', 'old man', 'a lamp', 'boy'],
  title: ['The lighthouse', 'The well', '@everyone come', '**bold** [link](https://example.com)'],
  style: ['ink', 'watercolor', 'w'],
  frame: ['1', '2', '3', '99', 'first', ''],
  with: ['Mira', 'Mira, Tomas', 'Mira and Zed'],
}
const anything = ['Mira', '1', 'The lighthouse', 'on', 'général', '-5', '🎭', ' ', 'x'.repeat(90)]

export const wordsFor = (name: string, random: Random): string =>
  random.pick(random.chance(0.7) ? (texts[name] ?? anything) : anything)

interface Range {
  readonly minimum?: number | null | undefined
  readonly maximum?: number | null | undefined
}

export const numberFor = ({ minimum, maximum }: Range, random: Random): number =>
  random.integer(minimum ?? 0, Math.min(maximum ?? 100, 2 ** 31))
