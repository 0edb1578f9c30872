/** How a person looks in one picture: mood, clothes, headwear, glasses, and what they do. */

import type { Action, Clothing, Headwear, Scene } from './art/types.ts'
import { chooseColour, colourIn } from './colours.ts'
import { glassesIds } from './face-parts.ts'
import type { Person } from './identities.ts'
import { moods } from './moods.ts'
import type { Random } from './random.ts'

/** Everything that has been drawn. */
export interface Art {
  readonly scenes: readonly Scene[]
  readonly clothes: readonly Clothing[]
  readonly headwear: readonly Headwear[]
  readonly actions: readonly Action[]
}

/** What is drawn: part of a record. */
export interface Drawn {
  readonly mouth: string
  readonly browAngle: number
  readonly eyeAngle: number
  readonly clothing: string
  readonly primary: string
  readonly secondary: string
  readonly headwear: string
  readonly hat: string
  readonly action: string
  /** Only where it is not the identity's own. */
  readonly glasses?: string
}

/** The words for it; empty where there is nothing to say. */
export interface Said {
  readonly mood: string
  /** "a red hoodie". */
  readonly clothing: string
  readonly headwear: string
  readonly glasses: string
  readonly action: string
}

export interface Look {
  readonly drawn: Drawn
  readonly said: Said
}

/** "sportswear", "overalls", "a hoodie". */
export function withArticle(noun: string) {
  if (/^(an?|the|some) /.test(noun) || /(wear|clothes|[^s]s|clothing)($| in )/.test(noun))
    return noun
  return `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`
}

/** "a red hat" of "a hat": the colour stands after the article. */
export function dyed(phrase: string, colour: string) {
  const bare = phrase.replace(/^an? /, '')
  return withArticle(`${colour} ${bare}`)
}

const fits = ({ wornBy }: Clothing | Headwear, { identity: { word } }: Person) =>
  wornBy === 'anyone' || (wornBy === 'women') === (word === 'woman' || word === 'girl')

/** What somebody does: `phrase` is empty where the caption keeps it to itself. */
export interface Doing {
  readonly action: string
  readonly phrase: string
}

export const idle: Doing = { action: 'none', phrase: '' }

/** Doing nothing, which a caption may say: "standing", "looking around". */
export function chooseIdling(random: Random, { actions }: Art): Doing {
  // Moods are told apart from what people do.
  const phrases = actions.flatMap(({ id, phrases }) =>
    id === 'none' ? phrases.filter((phrase) => !phrase.includes('smil')) : [],
  )
  return phrases.length > 0 && random.chance(0.25)
    ? { action: 'none', phrase: random.pick(phrases) }
    : idle
}

/** What somebody does in `scene`; actions that belong there come first. */
export function chooseDoing(random: Random, { actions }: Art, scene: Scene): Doing {
  const weighted = actions
    .filter((action) => action.id !== 'none')
    .map((action) => {
      const belongs = action.scenes.includes(scene.id)
      return [action, belongs ? 3 : action.scenes.length === 0 ? 1 : 0] as const
    })
  if (weighted.every(([, weight]) => weight === 0)) return idle
  const { id, phrases } = random.weighted(weighted)
  return { action: id, phrase: random.chance(0.94) ? random.pick(phrases) : '' }
}

/** `inPortrait`: heads are large, arms are hardly seen, hats are rare. */
export function chooseLook(
  random: Random,
  person: Person,
  art: Art,
  { action, phrase }: Doing,
  inPortrait: boolean,
): Look {
  const mood = random.weighted(moods)
  const clothing = random.pick(art.clothes.filter((piece) => fits(piece, person)))
  const primary = chooseColour(random)
  const secondary = chooseColour(random)
  const hat = chooseColour(random)
  const worn = art.headwear.filter((piece) => piece.id !== 'none' && fits(piece, person))
  const piece =
    worn.length > 0 && random.chance(inPortrait ? 0.06 : 0.13) ? random.pick(worn) : undefined
  const glasses =
    person.identity.glasses === 'none' && random.chance(0.05) ? random.pick(glassesIds) : undefined
  const noun = random.pick(clothing.nouns)
  const hatPhrase = piece === undefined ? '' : random.pick(piece.phrases)
  const tinted = piece !== undefined && `${piece.front}${piece.back}`.includes('[hat]')
  const sayHat = tinted && colourIn(hatPhrase) === undefined && random.chance(0.7)
  const sayClothing = colourIn(noun) === undefined && random.chance(0.8)
  return {
    drawn: {
      mouth: random.pick(mood.mouths),
      browAngle: Math.round(random.between(...mood.brow)),
      eyeAngle: random.integer(-1, 1),
      clothing: clothing.id,
      primary: colourIn(noun) ?? primary.colour,
      secondary: secondary.colour,
      headwear: piece?.id ?? 'none',
      hat: colourIn(hatPhrase) ?? hat.colour,
      action,
      ...(glasses === undefined ? {} : { glasses }),
    },
    said: {
      mood: random.pick(mood.words),
      clothing: sayClothing ? dyed(noun, primary.name) : withArticle(noun),
      headwear: sayHat ? dyed(hatPhrase, hat.name) : hatPhrase,
      glasses: glasses === undefined ? '' : 'glasses',
      action: phrase,
    },
  }
}
