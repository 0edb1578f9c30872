/** facesjs' beards, sorted by what people call them. */

import type { Random } from './random.ts'

export interface FacialHair {
  readonly phrases: readonly string[]
  readonly ids: readonly string[]
}

const numbered = (name: string, ...numbers: readonly number[]) =>
  numbers.map((number) => `${name}${number}`)

const kinds: readonly (readonly [FacialHair, number])[] = [
  [
    {
      phrases: ['a beard', 'a beard', 'a full beard', 'a thick beard'],
      ids: [
        'beard-point',
        ...numbered('beard', 1, 2, 3, 4, 5, 6),
        ...['logan', 'loganGoatee2', 'loganGoatee2Stache', 'loganGoatee3', 'loganGoatee3soul'],
        ...['loganGoatee3soulStache', 'loganSoul', 'honest-abe-stache'],
        ...['muttonGoatee1', 'muttonGoatee1Stache', 'muttonGoatee2', 'muttonGoatee2Stache'],
        ...['muttonGoatee5', 'muttonGoatee5Stache'],
      ],
    },
    32,
  ],
  [
    {
      phrases: ['a short beard', 'a beard', 'a chin beard'],
      ids: [
        ...['honest-abe', 'chin-strap', 'chin-strapStache', 'neckbeard', 'neckbeard2'],
        ...['neckbeard2SB1', 'neckbeard2SB2', 'neckbeardSB1', 'neckbeardSB2'],
      ],
    },
    12,
  ],
  [
    {
      phrases: ['a goatee', 'a goatee', 'a full goatee'],
      ids: [
        'fullgoatee',
        ...numbered('fullgoatee', 2, 3, 4, 5, 6),
        ...['wilt', 'wilt-sideburns-long', 'wilt-sideburns-short'],
      ],
    },
    12,
  ],
  [
    {
      phrases: ['a goatee', 'a goatee', 'a small goatee', 'a small beard'],
      ids: [...numbered('goatee', 1, 2, 3, 4, 5, 7, 8, 9, 10, 16, 17, 18), 'soul'],
    },
    8,
  ],
  [
    {
      phrases: ['a mustache and a goatee', 'a goatee and a mustache', 'a goatee'],
      ids: [
        'goatee1-stache',
        'goatee4-stache',
        'soul-stache',
        ...numbered('goatee', 6, 11, 12, 15, 19),
      ],
    },
    8,
  ],
  [
    {
      phrases: ['a mustache', 'a mustache', 'a moustache', 'a thick mustache'],
      ids: [
        ...[
          'mustache1',
          'mustache1',
          'mustache1SB1',
          'mustache1SB2',
          'harley1',
          'harley2',
          'harly3',
        ],
        ...['harley1-sb-1', 'harley1-sb-2', 'harley2-sb-1', 'harley2-sb-2'],
        ...['harly3-sb-1', 'harly3-sb-2'],
      ],
    },
    14,
  ],
  [
    {
      phrases: ['stubble', 'light stubble'],
      ids: ['goatee-thin', 'goatee-thin-stache', 'mustache-thin'],
    },
    6,
  ],
  [{ phrases: ['sideburns', 'long sideburns'], ids: numbered('sideburns', 1, 2, 3) }, 5],
  [
    {
      phrases: ['mutton chops', 'thick sideburns', 'sideburns'],
      ids: ['mutton', 'muttonSoul', 'muttonStache', 'muttonStacheSoul'],
    },
    4,
  ],
]

export const chooseFacialHair = (random: Random) => random.weighted(kinds)
