/** Decides who stands in a frame and whether it can be drawn. */
import type { Language } from '../story/artist.ts'
import type { Character } from '../story/character.ts'
import { UserError } from '../story/errors.ts'
import { findMentions, nameLikeWords, withoutMentions } from '../story/names.ts'
import { charactersNamed, pick, unknownNames } from './lookup.ts'
import { listed } from './words.ts'

/** More people than this cannot be kept apart in one picture. */
const maxPeople = 3

interface Scene {
  readonly people: readonly Character[]
  /** The prompt with its names blanked out. */
  readonly action: string
}

/**
 * The people of a prompt: those it names and those of `withNames`, each once. UserError when a
 * name belongs to nobody, when there is nobody, or when there are too many.
 */
export function readScene(
  prompt: string,
  withNames: string | undefined,
  here: readonly Character[],
  language: Language,
): Scene {
  const mentions = findMentions(
    prompt,
    here.map(({ name }) => name),
  )
  const named = pick(
    here,
    mentions.map(({ name }) => name),
  )
  const added = withNames === undefined ? [] : charactersNamed(withNames, here)
  const action = withoutMentions(prompt, mentions)
  // A word that is only nearly known may be a name all the same: Mira and Baker.
  const nearlyKnown = language.readAs(action).map(({ written }) => written)
  const strangers = nameLikeWords(action, [...language.unknownWords(action), ...nearlyKnown])
  if (strangers.length > 0) throw stranger(strangers, here)
  const people = [...new Set([...named, ...added])]
  checkCount(people, here)
  return { people, action }
}

function stranger(names: readonly string[], here: readonly Character[]): UserError {
  const { code, message } = unknownNames(names, here)
  const [first] = names
  return new UserError(code, `${message}. If ${first} is no name, write it in small letters.`)
}

function checkCount(people: readonly Character[], here: readonly Character[]): void {
  if (people.length > maxPeople) {
    throw new UserError(
      'cannot-draw',
      `Up to ${maxPeople} people fit in one frame; this has ${people.length}: ` +
        `${listed(people.map(({ name }) => name))}.`,
    )
  }
  if (people.length > 0) return
  if (here.length === 0) throw unknownNames(['Mira'], here)
  throw new UserError(
    'unknown-name',
    `Who is in it? Name somebody in the prompt, or add with:${here[0]!.name} at the end.`,
  )
}
