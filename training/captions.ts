/** The words of a picture: who is there, doing what, where, when, in which style. */

import { characterPrompt } from '../story/prompt.ts'
import { describeBriefly } from './descriptions.ts'
import type { Person } from './identities.ts'
import type { Said } from './looks.ts'
import type { Random } from './random.ts'
import type { Setting } from './settings.ts'

/** What of a look a caption says; the own prompt says the same. */
export interface Mention {
  readonly mood: string
  /** "wearing a red hoodie and a hat", or empty. */
  readonly clothing: string
  readonly action: string
}

/** Who is in the picture, and how a caption puts it. */
export interface Told {
  readonly person: Person
  readonly description: string
  readonly mention: Mention
}

const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' ')

const article = (words: string) => characterPrompt(words)

/** `often` is the chance that clothes and mood are spoken of. */
export function chooseMention(random: Random, said: Said, often: number): Mention {
  const worn = [
    ...(random.chance(often) ? [said.clothing] : []),
    ...(said.headwear !== '' && random.chance(Math.max(often, 0.75)) ? [said.headwear] : []),
    ...(said.glasses !== '' && random.chance(0.9) ? [said.glasses] : []),
  ]
  const dressed = worn[0] === said.clothing
  const verb = random.weighted([
    ['wearing', 7],
    ['in', dressed ? 1.5 : 0],
    ['dressed in', dressed ? 1.5 : 0],
  ])
  return {
    mood: random.chance(Math.max(often, 0.4)) ? said.mood : '',
    clothing: worn.length === 0 ? '' : `${verb} ${worn.join(' and ')}`,
    action: said.action,
  }
}

/** The person with mood and clothes: no action yet. */
function personWords(random: Random, { person, description, mention }: Told, brief: boolean) {
  const bare = brief ? describeBriefly(random, person) : description
  // "smiling" may follow: "a boy with red hair, smiling"; "angry" may not.
  const adjective = mention.mood !== '' && (!mention.mood.endsWith('ing') || random.chance(0.8))
  const who = adjective ? `${mention.mood} ${bare}` : bare
  const named = random.chance(0.75) ? article(who) : who
  const after = [adjective ? '' : mention.mood, mention.clothing].filter((part) => part !== '')
  return after.length === 0 ? named : `${named}${random.pick([', ', ' '])}${after.join(', ')}`
}

function prefix(random: Random, { styleBefore }: Setting) {
  if (styleBefore !== '') return styleBefore
  return random.weighted([
    ['', 38],
    ['a photo of', 20],
    ['a close-up photo of', 32],
    ['a picture of', 5],
    ['a drawing of', 5],
  ])
}

const ending = ({ styleAfter }: Setting) => (styleAfter === '' ? '' : `, ${styleAfter}`)

/** `brief`: nobody is described at length, so that it fits. */
export function sceneCaption(
  random: Random,
  told: readonly Told[],
  place: string,
  setting: Setting,
  brief: boolean,
): string {
  const briefChance = told.length === 1 ? 0.12 : 0.25
  const who = told.map((one) => personWords(random, one, brief || random.chance(briefChance)))
  const actions = told.map(({ mention }) => mention.action)
  const together = actions.every((action) => action === actions[0])
  const whereAndWhen = random.chance(0.95)
    ? joined(place, setting.timePhrase)
    : joined(setting.timePhrase, place)
  const comma = random.chance(0.6) ? ',' : ''
  const doing = (words: string, action: string) =>
    action === '' ? words : `${words}${random.pick([', ', ' '])}${action}`
  const list = together ? who : who.map((words, k) => doing(words, actions[k] ?? ''))
  const people = `${listPeople(random, list)}${comma}`
  const text = joined(
    prefix(random, setting),
    people,
    together ? (actions[0] ?? '') : '',
    whereAndWhen,
  )
  return text.replace(/,$/, '') + ending(setting)
}

function listPeople(random: Random, people: readonly string[]) {
  if (people.length < 2 || random.chance(0.35)) return people.join(', ')
  if (random.chance(0.3)) return people.join(' and ')
  return `${people.slice(0, -1).join(', ')} and ${people.at(-1)}`
}

/** A place with nobody in it. */
export function placeCaption(random: Random, place: string, setting: Setting): string {
  const bare = random.chance(0.5) ? place.replace(/^(in|at|on|by|near) /, '') : place
  const before = random.chance(0.5) ? prefix(random, setting) : setting.styleBefore
  return joined(before, bare, setting.timePhrase) + ending(setting)
}

/** A close-up, as discovery asks for it. */
export function portraitCaption(
  random: Random,
  { person, description, mention }: Told,
  place: string,
  setting: Setting,
): string {
  const words = random.weighted([
    ['a close-up portrait of', 55],
    ['a portrait of', 30],
    ['a headshot of', 5],
    ['a close-up portrait photo of', 10],
  ])
  const before =
    setting.styleBefore === '' ? words : `${setting.styleBefore.replace(/ of$/, '')} portrait of`
  const who = random.chance(0.9) ? description : describeBriefly(random, person)
  return (
    joined(
      before,
      article(joined(mention.mood, who)),
      mention.clothing,
      place,
      setting.timePhrase,
    ) + ending(setting)
  )
}

/** What one person of the picture is drawn from, as the product builds it: alone, or with the scene. */
export function ownPrompt(
  random: Random,
  { description, mention }: Told,
  place: string,
  { timePhrase, styleName }: Setting,
): string {
  const style = styleName === '' ? undefined : styleName
  if (random.chance(0.3)) return characterPrompt(description, style)
  const scene = joined(mention.clothing, mention.action, place, timePhrase)
  const separator = scene === '' ? '' : random.pick([', ', ' '])
  return characterPrompt(`${joined(mention.mood, description)}${separator}${scene}`, style)
}
