import { generate } from 'facesjs'
import type { Random } from './random.ts'

export type ClassWord = 'man' | 'woman' | 'boy' | 'girl'
export type Face = ReturnType<typeof generate>
type Race = 'white' | 'black' | 'brown' | 'asian'

/** What stays the same about a person from picture to picture. */
export type Identity = {
  readonly number: number
  readonly word: ClassWord
  readonly age: 'child' | 'adult' | 'old'
  readonly race: Race
  readonly face: Face
  /** Said of the hair, without its colour: "long, straight". */
  readonly hairShape: string
  readonly hairColour: string
  readonly skin: string
  /** Further lasting features: "a beard", "glasses", "freckles". */
  readonly features: readonly string[]
}

const hairColours: Readonly<Record<string, string>> = {
  '#272421': 'black',
  '#0f0902': 'black',
  '#1c1008': 'black',
  '#3D2314': 'dark brown',
  '#2C1608': 'dark brown',
  '#5A3825': 'brown',
  '#CC9966': 'light brown',
  '#B55239': 'red',
  '#e9c67b': 'blonde',
  '#D7BF91': 'blonde',
  '#9a9a9a': 'gray',
  '#e8e8e8': 'white',
}

const skins: Readonly<Record<string, string>> = {
  '#f2d6cb': 'fair',
  '#ddb7a0': 'light',
  '#fedac7': 'pale',
  '#f0c5a3': 'light',
  '#eab687': 'tan',
  '#bb876f': 'brown',
  '#aa816f': 'light brown',
  '#a67358': 'brown',
  '#ad6453': 'brown',
  '#74453d': 'dark',
  '#5c3937': 'dark',
}

const lengthBehind: Readonly<Record<string, string>> = {
  female1: 'long, curly',
  female2: 'long, straight',
  female3: 'long, straight',
  female4: 'long, straight',
  female5: 'long, wavy',
  longHair: 'long',
  shaggy: 'long, messy',
}

const hairShapes: readonly (readonly [RegExp, string])[] = [
  [/^afro/, 'a big afro'],
  [/^short-bald$/, 'balding'],
  [/bald|^short-fade/, 'bald'],
  [/cornrows/, 'cornrows'],
  [/dreads/, 'dreadlocks'],
  [/curly|blowout|^short3/, 'short, curly'],
  [/hawk/, 'a mohawk'],
  [/high|juice|tall/, 'tall'],
  [/spike/, 'spiky'],
  [/messy|shaggy|emo|Bangs/, 'messy'],
  [/female(7|9)$/, 'long, straight'],
  [/female10$/, 'long, wavy'],
  [/female(8|3|11)$/, 'tied'],
  [/female2$/, 'pigtails'],
  [/longHair/, 'wavy'],
  [/^hair$/, 'short, wavy'],
]

/** What the hair of `face` is called; hair that hangs behind the head outranks its front. */
export function hairShapeOf(face: Face) {
  const front = hairShapes.find(([pattern]) => pattern.test(face.hair.id))?.[1]
  if (front !== undefined && /afro|bald|cornrows|dreadlocks|mohawk|pigtails/.test(front))
    return front
  return lengthBehind[face.hairBg.id] ?? front ?? 'short, straight'
}

function facialHairOf(id: string) {
  if (/mustache/i.test(id) && !/goatee|beard/i.test(id)) return 'a mustache'
  if (/goatee/i.test(id)) return 'a goatee'
  return /sideburn|^mutton|wilt/.test(id) ? 'sideburns' : 'a beard'
}

function ageFace(random: Random, face: Face, age: Identity['age']) {
  if (age === 'old') {
    face.hair.color = random.pick(['#9a9a9a', '#e8e8e8'])
    face.smileLine = {
      id: random.pick(['line1', 'line2', 'line3', 'line4']),
      size: random.between(1, 2.2),
    }
    face.eyeLine.id = `line${random.integer(1, 6)}`
    face.miscLine.id = `forehead${random.integer(1, 5)}`
    return
  }
  if (/forehead/.test(face.miscLine.id)) face.miscLine.id = 'none'
  if (age === 'adult') return
  face.smileLine.id = 'none'
  face.eyeLine.id = 'none'
  face.facialHair.id = 'none'
  face.head.shave = 'rgba(0,0,0,0)'
  face.body.size = 0.8
  face.nose.size = Math.min(face.nose.size, 0.7)
  if (random.chance(0.5)) face.miscLine.id = 'blush'
  if (/bald/.test(face.hair.id)) face.hair.id = 'short2'
}

/** A new person. Mouth, brows' and eyes' angles and clothes are left to each picture. */
export function createIdentity(random: Random, number: number): Identity {
  const gender = random.pick(['male', 'female'] as const)
  const race = random.pick(['white', 'black', 'brown', 'asian'] as const)
  const age = random.pick(['child', 'adult', 'adult', 'old'] as const)
  const face = generate(undefined, { gender, race })
  face.accessories.id = 'none'
  face.glasses.id = random.chance(0.18)
    ? random.pick(['glasses1-primary', 'glasses2-black'])
    : 'none'
  if (gender === 'female') face.facialHair.id = 'none'
  if (gender === 'female' && (/bald|fade/i.test(face.hair.id) || random.chance(0.4)))
    face.hair.id = `female${random.integer(1, 12)}`
  ageFace(random, face, age)
  const words = { male: ['boy', 'man'], female: ['girl', 'woman'] } as const
  const features = [
    ...(face.facialHair.id === 'none' ? [] : [facialHairOf(face.facialHair.id)]),
    ...(face.glasses.id === 'none' ? [] : ['glasses']),
    ...(/freckles/.test(face.miscLine.id) ? ['freckles'] : []),
  ]
  return {
    number,
    word: words[gender][age === 'child' ? 0 : 1],
    age,
    race,
    face,
    hairShape: hairShapeOf(face),
    hairColour: hairColours[face.hair.color] ?? 'black',
    skin: skins[face.body.color] ?? 'light',
    features,
  }
}
