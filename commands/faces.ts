/** Faces that another model found: they mean nothing to the one that draws here. */
import { type Character, seedAnew } from '../story/character.ts'
import { UserError } from '../story/errors.ts'
import { languageOf } from '../story/languages.ts'
import type { Context } from './command.ts'
import { commandText } from './usage.ts'
import { listed } from './words.ts'

type Drawing = Pick<Context, 'language' | 'languages'>

/** Whose face this model has to find before it can draw them. */
const strangersAmong = (people: readonly Character[], { language }: Drawing): Character[] =>
  people.filter(({ identity }) => identity !== undefined && identity.encoder !== language.encoder)

/** The class word by which this model draws a character. UserError `cannot-draw` when it knows none. */
export function classWordFor({ name, description }: Character, { language }: Drawing): string {
  const classWord = language.classWordOf(description)
  if (classWord !== undefined) return classWord
  throw new UserError(
    'cannot-draw',
    `${language.model}, the model that draws here, does not know what ${name} is: it knows ` +
      `${listed(language.classWords)}. Add somebody with one of these words, or choose another ` +
      'model: /troupe settings',
  )
}

/**
 * UserError `cannot-draw` when one of them has no face and none is being found, or when another model
 * is at it, or when this one cannot find any.
 */
export function checkFaces(people: readonly Character[], drawing: Drawing): void {
  for (const one of people) {
    if (one.state === 'failed') throw faceless(one)
    const finder = languageOf(drawing.languages, one.model)
    if (one.state === 'discovering' && finder.encoder !== drawing.language.encoder) {
      throw new UserError(
        'cannot-draw',
        `A face for ${one.name} is being found by ${finder.model}; wait for it first.`,
      )
    }
  }
  for (const one of strangersAmong(people, drawing)) classWordFor(one, drawing)
}

function faceless({ name, problem }: Character): UserError {
  const reason = problem === undefined ? '' : ` (${problem.replace(/\.$/, '')})`
  return new UserError(
    'cannot-draw',
    `No face was found for ${name}${reason}. ` +
      `Try another: ${commandText('character retry', { name })}`,
  )
}

/**
 * Has this model find a face of those who have one of another model. UserError `too-late` while a
 * frame that another model is to draw needs it. Gives their ids.
 */
export async function findAnew(people: readonly Character[], context: Context): Promise<string[]> {
  const { store, pictures, tenant, language } = context
  const strangers = strangersAmong(people, context)
  for (const one of strangers) {
    const seed = seedAnew(one.seed, one.identity!.encoder, language.encoder)
    const by = { model: language.model, classWord: classWordFor(one, context) }
    const isStarted = await store.characters.retry(tenant.id, one.id, seed, by)
    if (isStarted && one.portrait !== undefined) await pictures.remove(one.portrait)
    if (!isStarted) await refuseNeeded(one, context)
  }
  return strangers.map(({ id }) => id)
}

/** UserError `too-late` unless a face is being found already. */
export async function refuseNeeded({ id, name }: Character, { store, tenant }: Context) {
  const now = await store.characters.get(tenant.id, id)
  if (now?.state === 'discovering') return
  throw new UserError(
    'too-late',
    `Frames that another model is to draw need ${name}'s face as it is: wait for them (/status), or ` +
      'cancel them (/story cancel).',
  )
}

/** `It waits for Tomas, whose face is still being found.` */
export function waitingNote(people: readonly Character[], context: Drawing): string {
  const anew = strangersAmong(people, context).map(({ name }) => name)
  const others = people.filter(({ state }) => state === 'discovering').map(({ name }) => name)
  const faces = (names: readonly string[]) => (names.length > 1 ? 'faces are' : 'face is')
  return [
    ...(anew.length === 0
      ? []
      : [
          `It waits for ${listed(anew)}, whose ${faces(anew)} found anew by ${context.language.model}.`,
        ]),
    ...(others.length === 0
      ? []
      : [`It waits for ${listed(others)}, whose ${faces(others)} still being found.`]),
  ].join(' ')
}
