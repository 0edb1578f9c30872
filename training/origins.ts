/** Where people come from, and what skin and hair are likely there. */

import type { Random } from './random.ts'
import { hairs, shadeOf, skins } from './tones.ts'

export type Race = 'white' | 'black' | 'brown' | 'asian'

type Skin = keyof typeof skins
type Hair = keyof typeof hairs
type Weights<Key extends string> = readonly (readonly [Key, number])[]

export interface Origin {
  readonly race: Race
  /** Adjectives before the class word. */
  readonly names: readonly string[]
  readonly skins: Weights<Skin>
  readonly hairs: Weights<Hair>
  /** How much likelier than elsewhere curly hair is. */
  readonly curly: number
}

const dark: Weights<Hair> = [
  ['black', 7],
  ['darkBrown', 2],
  ['brown', 1],
]

const origins: readonly (readonly [Origin, number])[] = [
  [
    {
      race: 'white',
      names: ['White', 'White', 'European', 'Caucasian', 'British', 'French', 'American'],
      skins: [
        ['pale', 3],
        ['fair', 4],
        ['light', 3],
        ['tan', 0.5],
      ],
      hairs: [
        ['black', 1],
        ['darkBrown', 2],
        ['brown', 3],
        ['lightBrown', 2],
        ['blonde', 3],
        ['red', 2],
      ],
      curly: 1,
    },
    24,
  ],
  [
    {
      race: 'black',
      names: ['Black', 'Black', 'African', 'African', 'African American', 'Nigerian', 'Kenyan'],
      skins: [
        ['brown', 3],
        ['dark', 4],
        ['veryDark', 3],
      ],
      hairs: [
        ['black', 8],
        ['darkBrown', 1],
      ],
      curly: 4,
    },
    19,
  ],
  [
    {
      race: 'asian',
      names: ['Asian', 'Asian', 'East Asian', 'Chinese', 'Japanese', 'Korean'],
      skins: [
        ['pale', 2],
        ['fair', 4],
        ['light', 3],
        ['tan', 1],
      ],
      hairs: dark,
      curly: 0.4,
    },
    14,
  ],
  [
    {
      race: 'asian',
      names: ['Southeast Asian', 'Asian', 'Thai', 'Vietnamese', 'Filipino'],
      skins: [
        ['light', 2],
        ['tan', 4],
        ['lightBrown', 3],
      ],
      hairs: dark,
      curly: 0.5,
    },
    5,
  ],
  [
    {
      race: 'brown',
      names: ['South Asian', 'South Asian', 'Indian', 'Indian', 'Pakistani'],
      skins: [
        ['tan', 2],
        ['lightBrown', 4],
        ['brown', 4],
        ['dark', 1],
      ],
      hairs: dark,
      curly: 0.9,
    },
    12,
  ],
  [
    {
      race: 'brown',
      names: ['Middle Eastern', 'Middle Eastern', 'Arab', 'Persian', 'Turkish'],
      skins: [
        ['light', 1],
        ['olive', 4],
        ['tan', 2],
        ['lightBrown', 3],
      ],
      hairs: dark,
      curly: 1.4,
    },
    10,
  ],
  [
    {
      race: 'brown',
      names: ['Hispanic', 'Hispanic', 'Latin American', 'Mexican', 'Brazilian'],
      skins: [
        ['light', 1],
        ['olive', 3],
        ['tan', 3],
        ['lightBrown', 4],
        ['brown', 2],
      ],
      hairs: dark,
      curly: 1.3,
    },
    10,
  ],
  [
    {
      race: 'brown',
      names: ['Indigenous', 'Native American', 'Native American', 'Peruvian'],
      skins: [
        ['tan', 4],
        ['lightBrown', 4],
        ['brown', 3],
      ],
      hairs: dark,
      curly: 0.5,
    },
    7,
  ],
]

export const chooseOrigin = (random: Random) => random.weighted(origins)

export const chooseSkin = (random: Random, origin: Origin) =>
  shadeOf(random, skins[random.weighted(origin.skins)])

/** How often hair has any colour, whatever is likely: people ask for all of them. */
const ANY = 0.3

const dyes = ['blue', 'pink', 'green', 'purple'] as const

function chooseHairTone(random: Random, origin: Origin, gray: number, dyed: number): Hair {
  if (random.chance(ANY)) return random.pick(Object.keys(hairs) as Hair[])
  if (random.chance(gray)) return random.chance(0.5) ? 'gray' : 'white'
  if (random.chance(dyed)) return random.pick(dyes)
  return random.weighted(origin.hairs)
}

/**
 * `gray`: how likely age shows in the hair; `dyed`: how likely it has a colour of its own. What nobody
 * would expect is `unexpected`: who describes such a person says so.
 */
export function chooseHairColour(random: Random, origin: Origin, gray: number, dyed: number) {
  const tone = chooseHairTone(random, origin, gray, dyed)
  const isGray = tone === 'gray' || tone === 'white'
  const expected = isGray ? gray > 0 : origin.hairs.some(([usual]) => usual === tone) && gray < 1
  return { ...shadeOf(random, hairs[tone]), unexpected: !expected }
}
