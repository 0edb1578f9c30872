/** People: which face they have, and the words for it. Ids are facesjs'. */

import {
  brows,
  ears,
  eyes,
  glassesIds,
  heads,
  lines,
  noses,
  smallNoses,
  wideEyes,
} from './face-parts.ts'
import { chooseFacialHair, type FacialHair } from './facial-hair.ts'
import { chooseHairstyle } from './hairstyles.ts'
import { chooseHairColour, chooseOrigin, chooseSkin, type Origin, type Race } from './origins.ts'
import type { Random } from './random.ts'
import type { Coloured } from './tones.ts'

export type ClassWord = 'man' | 'woman' | 'boy' | 'girl'
export type Age = 'child' | 'young' | 'adult' | 'middle' | 'old'

/** What stays the same about a person from picture to picture: a line of people.jsonl. */
export interface Identity {
  readonly number: number
  readonly word: ClassWord
  readonly age: Age
  readonly race: Race
  readonly head: string
  readonly hair: string
  readonly hairBg: string
  readonly eye: string
  readonly eyebrow: string
  readonly nose: string
  readonly ear: string
  readonly facialHair: string
  readonly eyeLine: string
  readonly smileLine: string
  readonly miscLine: string
  readonly glasses: string
  readonly fatness: number
  readonly noseSize: number
  readonly earSize: number
  readonly smileLineSize: number
  /** In degrees, as facesjs turns the left one. */
  readonly eyeAngle: number
  readonly browAngle: number
  readonly skin: string
  readonly hairColour: string
  /** Horizontal and vertical scale of the body. */
  readonly build: readonly [number, number]
}

/** Ways to say what a person looks like. */
export interface Wording {
  readonly origins: readonly string[]
  /** `#` is the colour. */
  readonly hair: readonly string[]
  readonly hairColours: readonly string[]
  /** Whether nobody would expect the colour who hears the rest. */
  readonly hairColourUnexpected: boolean
  readonly skin: readonly string[]
  /** Empty where there is none. */
  readonly facialHair: readonly string[]
  readonly freckles: boolean
}

export interface Person {
  readonly identity: Identity
  readonly wording: Wording
}

const chances = {
  child: { eyeLine: 0, smileLine: 0, forehead: 0, gray: 0, dyed: 0.02, bald: 1, beard: 0 },
  young: {
    eyeLine: 0.06,
    smileLine: 0.06,
    forehead: 0,
    gray: 0,
    dyed: 0.06,
    bald: 0.3,
    beard: 0.4,
  },
  adult: { eyeLine: 0.3, smileLine: 0.3, forehead: 0.05, gray: 0, dyed: 0.04, bald: 1, beard: 0.5 },
  middle: { eyeLine: 0.7, smileLine: 0.8, forehead: 0.5, gray: 0.25, dyed: 0, bald: 2, beard: 0.5 },
  old: { eyeLine: 0.9, smileLine: 1, forehead: 0.85, gray: 1, dyed: 0, bald: 2.5, beard: 0.45 },
} as const satisfies Record<Age, unknown>

const tenths = (value: number) => Math.round(value * 10) / 10
const hundredths = (value: number) => Math.round(value * 100) / 100

function chooseAge(random: Random, word: ClassWord): Age {
  if (word === 'boy' || word === 'girl') return 'child'
  return random.weighted([
    ['young', 36],
    ['adult', 24],
    ['middle', 16],
    ['old', 24],
  ])
}

function chooseEye(random: Random, sex: 'female' | 'male', age: Age) {
  if (age === 'child' && random.chance(0.75)) return random.pick(wideEyes[sex])
  return random.pick(sex === 'female' && random.chance(0.03) ? eyes.male : eyes[sex])
}

function chooseMiscLine(random: Random, word: ClassWord, age: Age, light: boolean) {
  if (random.chance(chances[age].forehead)) return random.pick(lines(5, 'forehead'))
  if (random.chance(light ? 0.12 : 0.03)) return random.pick(['freckles1', 'freckles2'])
  if (age === 'child') return random.chance(0.5) ? 'blush' : 'none'
  if (word === 'woman') return random.chance(0.25) ? 'blush' : 'none'
  return random.chance(0.2) ? random.pick(['chin1', 'chin2']) : 'none'
}

function sizesOf(random: Random, word: ClassWord, age: Age) {
  const between = (low: number, high: number) => hundredths(random.between(low, high))
  if (age === 'child')
    return {
      fatness: between(0.45, 1),
      noseSize: between(0.4, 0.62),
      earSize: between(0.55, 0.9),
      build: [between(0.75, 0.85), between(0.77, 0.83)],
    } as const
  if (word === 'woman')
    return {
      fatness: between(0, 0.5),
      noseSize: between(0.5, 0.9),
      earSize: between(0.5, 1),
      build: [between(0.87, 0.96), between(0.98, 1)],
    } as const
  return {
    fatness: between(0, 1),
    noseSize: between(0.55, 1.2),
    earSize: between(0.5, 1.4),
    build: [between(0.98, 1.12), 1],
  } as const
}

/** A new person. Mouth, mood and clothes are left to each picture. */
export function createPerson(random: Random, number: number): Person {
  const word = random.weighted([
    ['man', 28],
    ['woman', 30],
    ['boy', 21],
    ['girl', 21],
  ] as const)
  const age = chooseAge(random, word)
  const chance = chances[age]
  const sex = word === 'woman' || word === 'girl' ? 'female' : 'male'
  const origin = chooseOrigin(random)
  const skin = chooseSkin(random, origin)
  const hairColour = chooseHairColour(random, origin, chance.gray, chance.dyed)
  const style = chooseHairstyle(random, word, origin.curly, chance.bald)
  const beard = word === 'man' && random.chance(chance.beard) ? chooseFacialHair(random) : undefined
  const light = /pale|fair|^light$/.test(skin.names[0] ?? '')
  const miscLine = chooseMiscLine(random, word, age, light)
  const identity: Identity = {
    number,
    word,
    age,
    race: origin.race,
    head: random.pick(heads[sex]),
    hair: random.pick(style.fronts),
    hairBg: random.pick(style.backs),
    eye: chooseEye(random, sex, age),
    eyebrow: random.pick(brows[sex]),
    nose: random.pick(age === 'child' ? smallNoses : noses),
    ear: random.pick(ears[sex]),
    facialHair: beard === undefined ? 'none' : random.pick(beard.ids),
    eyeLine: random.chance(chance.eyeLine) ? random.pick(lines(6)) : 'none',
    smileLine: random.chance(chance.smileLine) ? random.pick(lines(4)) : 'none',
    miscLine,
    glasses: random.chance(0.15) ? random.pick(glassesIds) : 'none',
    ...sizesOf(random, word, age),
    smileLineSize: hundredths(random.between(age === 'old' ? 0.9 : 0.4, age === 'old' ? 2 : 1.5)),
    eyeAngle: tenths(random.between(-8, 12)),
    browAngle: tenths(random.between(-5, 6)),
    skin: skin.colour,
    hairColour: hairColour.colour,
  }
  const wording = wordingOf(origin, skin, hairColour, style.phrases, beard)
  return { identity, wording: { ...wording, freckles: miscLine.startsWith('freckles') } }
}

const wordingOf = (
  origin: Origin,
  skin: Coloured,
  hairColour: ReturnType<typeof chooseHairColour>,
  hair: readonly string[],
  beard: FacialHair | undefined,
) => ({
  origins: origin.names,
  hair,
  hairColours: hairColour.names,
  hairColourUnexpected: hairColour.unexpected,
  skin: skin.names,
  facialHair: beard?.phrases ?? [],
})
