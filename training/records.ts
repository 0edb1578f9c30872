/** Pictures as scene graphs: lines of records.jsonl, which the renderer draws. */

import { wordsTokenizer } from '../models/tokenizers/words.ts'
import type { Scene } from './art/types.ts'
import {
  chooseMention,
  ownPrompt,
  placeCaption,
  portraitCaption,
  sceneCaption,
  type Told,
} from './captions.ts'
import { describe } from './descriptions.ts'
import type { ClassWord, Person } from './identities.ts'
import {
  type Art,
  chooseDoing,
  chooseIdling,
  chooseLook,
  type Doing,
  type Drawn,
  idle,
} from './looks.ts'
import { type Placement, portraitPlacement, scenePlacements } from './placements.ts'
import type { Random } from './random.ts'
import { chooseSetting, type Setting, type Style, type Time } from './settings.ts'
import vocabulary from './vocabulary.json' with { type: 'json' }

export interface PersonRecord extends Placement, Drawn {
  /** Its number in people.jsonl. */
  readonly identity: number
  readonly word: ClassWord
  readonly description: string
  readonly prompt: string
}

export interface PictureRecord {
  readonly caption: string
  readonly portrait: boolean
  readonly scene: string
  readonly variant: number
  readonly mirrored: boolean
  readonly time: Time
  readonly style: Style
  /** Left to right, as in the caption. */
  readonly people: readonly PersonRecord[]
}

/** Words that a prompt may have: TOKENS of sizes.py. */
const TOKENS = 48

/** The tokenizer of the bundle. */
export const tokenizer = wordsTokenizer({
  type: 'words',
  length: TOKENS,
  pad: 0,
  unknown: 1,
  ...vocabulary,
  words: ['<pad>', '<unk>', ...vocabulary.words],
})

const fits = (text: string) => tokenizer.encode(text).dropped.length === 0

/** The first of ever briefer tellings that fits. */
function firstThatFits(tell: (attempt: number) => string): string {
  for (let attempt = 0; attempt < 8; attempt++) {
    const text = tell(attempt)
    if (fits(text)) return text
  }
  throw new Error(`a caption is longer than ${TOKENS} words: ${tell(8)}`)
}

const PLAIN = 'plain'

function sceneCalled(art: Art, id: string): Scene {
  const scene = art.scenes.find((one) => one.id === id)
  if (scene === undefined) throw new Error(`no scene is called ${id}`)
  return scene
}

const background = (random: Random, scene: Scene, { time, style }: Setting) => ({
  scene: scene.id,
  variant: random.integer(0, 1),
  mirrored: random.chance(0.5),
  time,
  style,
})

/** A close-up of one person, as discovery draws them. */
export function makePortrait(random: Random, art: Art, person: Person): PictureRecord {
  const plain = random.chance(0.7)
  const scene = plain ? sceneCalled(art, PLAIN) : random.pick(art.scenes)
  const setting = chooseSetting(random, scene)
  const doing = random.chance(0.2) ? chooseDoing(random, art, scene) : idle
  const { drawn, said } = chooseLook(random, person, art, { ...doing, phrase: '' }, true)
  const told = {
    person,
    description: describe(random, person),
    mention: chooseMention(random, said, 0.25),
  }
  const place =
    scene.id === PLAIN || random.chance(0.15)
      ? ''
      : withPronoun(random.pick(scene.phrases), [person])
  return {
    caption: firstThatFits(() => portraitCaption(random, told, place, setting)),
    portrait: true,
    ...background(random, scene, setting),
    people: [
      {
        identity: person.identity.number,
        word: person.identity.word,
        description: told.description,
        prompt: ownPrompt(random, told, place, setting),
        ...portraitPlacement(random),
        ...drawn,
      },
    ],
  }
}

/** How often clothes are spoken of when there are one, two, three people. */
const clothesSaid = [0.5, 0.25, 0.12] as const

function chooseDoings(random: Random, art: Art, scene: Scene, count: number): Doing[] {
  const together = random.chance(count === 1 ? 1 : 0.72)
  const active = () =>
    random.chance(0.68) ? chooseDoing(random, art, scene) : chooseIdling(random, art)
  const shared = active()
  return Array.from({ length: count }, () => (together ? shared : active()))
}

/** "in her kitchen" of "in his kitchen", by who is there. */
function withPronoun(phrase: string, people: readonly Person[]) {
  const sexes = new Set(
    people.map(({ identity: { word } }) => (word === 'man' || word === 'boy' ? 'his' : 'her')),
  )
  const [only = 'their'] = sexes.size === 1 ? sexes : []
  return phrase.replace(/\b(his|her)\b/, only)
}

/** Nobody to three people side by side somewhere. */
export function makeScene(random: Random, art: Art, people: readonly Person[]): PictureRecord {
  // A plain wall has no words: nobody in front of it would leave nothing to say.
  const scene = random.pick(
    people.length > 0 ? art.scenes : art.scenes.filter(({ phrases }) => phrases.length > 0),
  )
  const setting = chooseSetting(random, scene)
  const place =
    scene.phrases.length > 0 && (people.length === 0 || random.chance(0.93))
      ? withPronoun(random.pick(scene.phrases), people)
      : ''
  const common = { portrait: false, ...background(random, scene, setting) }
  if (people.length === 0)
    return { caption: placeCaption(random, place, setting), ...common, people: [] }
  const doings = chooseDoings(random, art, scene, people.length)
  const placements = scenePlacements(
    random,
    people.map(({ identity }) => identity),
  )
  const looks = people.map((person, k) => chooseLook(random, person, art, doings[k] ?? idle, false))
  const told: Told[] = people.map((person, k) => ({
    person,
    description: describe(random, person, people.length === 1 ? 0.03 : 0),
    mention: chooseMention(random, looks[k]!.said, clothesSaid[people.length - 1] ?? 0),
  }))
  return {
    caption: firstThatFits((attempt) => sceneCaption(random, told, place, setting, attempt > 3)),
    ...common,
    people: told.map((one, k) => ({
      identity: one.person.identity.number,
      word: one.person.identity.word,
      description: one.description,
      prompt: firstThatFits(() => ownPrompt(random, one, place, setting)),
      ...placements[k]!,
      ...looks[k]!.drawn,
    })),
  }
}
