import type { Random } from './random.ts'
import { circle, polygon, rect } from './shapes.ts'

type Prop = { readonly phrases: readonly string[]; readonly svg: string }

const props: readonly Prop[] = [
  {
    phrases: ['reading a book', 'holding a book', 'with an open book', 'reading'],
    svg:
      rect(-34, -6, 34, 44, '#b23b3b') +
      rect(0, -6, 34, 44, '#a13333') +
      rect(-30, -3, 29, 38, '#fffdf2') +
      rect(1, -3, 29, 38, '#fffdf2'),
  },
  {
    phrases: ['holding a red balloon', 'with a balloon', 'holding a balloon'],
    svg: '<line x1="40" y1="20" x2="56" y2="-70" stroke="#444" stroke-width="3"/><ellipse cx="58" cy="-92" rx="24" ry="29" fill="#e63946"/>',
  },
  {
    phrases: ['drinking coffee', 'with a cup of tea', 'holding a mug'],
    svg: `${rect(-16, -4, 32, 36, '#f4f1ea', 'stroke="#555" stroke-width="2"')}<path d="M16 4 h8 a8 8 0 0 1 0 18 h-8" fill="none" stroke="#555" stroke-width="4"/>${rect(-16, 8, 32, 8, '#3d7ea6')}`,
  },
  {
    phrases: ['holding flowers', 'with a bouquet of flowers', 'with flowers'],
    svg:
      polygon(
        [
          [-14, 0],
          [14, 0],
          [4, 40],
          [-4, 40],
        ],
        '#6fae5b',
      ) +
      circle(-12, -8, 12, '#e75480') +
      circle(4, -14, 13, '#f6c945') +
      circle(15, -4, 11, '#9b5de5'),
  },
  {
    phrases: ['playing the guitar', 'with a guitar', 'holding a guitar'],
    svg: `<g transform="rotate(-32)">${rect(20, 6, 84, 9, '#5b3a1e')}<ellipse cx="0" cy="10" rx="26" ry="22" fill="#b9722d" stroke="#5b3a1e" stroke-width="3"/>${circle(2, 10, 8, '#3a2412')}</g>`,
  },
  {
    phrases: ['with a laptop', 'typing on a laptop', 'working on a laptop'],
    svg:
      rect(-36, -14, 72, 46, '#c9ced6', 'rx="4" stroke="#6b7280" stroke-width="3"') +
      circle(0, 8, 6, '#8b93a1') +
      rect(-44, 30, 88, 8, '#aeb4bf'),
  },
]

export type PlacedProp = { readonly phrase: string; readonly svg: string }

/** One of the things that a person of `width` px may hold at the picture's lower edge. */
export function placeProp(random: Random, x: number, width: number): PlacedProp {
  const prop = random.pick(props)
  const transform = `translate(${x.toFixed(1)} ${random.between(206, 222).toFixed(1)}) scale(${(width / 140).toFixed(3)})`
  return { phrase: random.pick(prop.phrases), svg: `<g transform="${transform}">${prop.svg}</g>` }
}
