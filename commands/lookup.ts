/** Finds the characters and the story that a command is about, or says who and what there is. */
import type { Character } from '../story/character.ts'
import type { Episode, Story } from '../story/episode.ts'
import { UserError } from '../story/errors.ts'
import { nameKey, splitNames } from '../story/names.ts'
import type { Context } from './command.ts'
import { clip, listed, listedShortly } from './words.ts'

/** The error for names that nobody here has; says who is here and how to add somebody. */
export function unknownNames(missing: readonly string[], here: readonly Character[]): UserError {
  const short = missing.map((name) => clip(name, 40)).slice(0, 5)
  const whoIs =
    here.length === 0
      ? 'Nobody has been added yet.'
      : `Here are: ${listedShortly(here.map(({ name }) => name))}.`
  return new UserError(
    'unknown-name',
    `There is nobody called ${listed(short, 'or')} here. ${whoIs} ` +
      `Add somebody: /character add ${short[0]} young woman with long red hair`,
  )
}

/** The character of that name, in any spelling. UserError `unknown-name`. */
export async function findCharacter(context: Context, name: string): Promise<Character> {
  const { store, tenant } = context
  const found = await store.characters.findByName(tenant.id, name)
  if (found !== undefined) return found
  const here = await store.characters.list(tenant.id)
  const [sameKey] = pick(here, [name])
  if (sameKey === undefined) throw unknownNames([name], here)
  return sameKey
}

/** The characters of a list like `Mira, Tomas and Ann`. UserError `unknown-name`. */
export function charactersNamed(list: string, here: readonly Character[]): Character[] {
  const wanted = splitNames(
    list,
    here.map(({ name }) => name),
  )
  const missing = wanted.filter((name) => pick(here, [name]).length === 0)
  if (wanted.length === 0 || missing.length > 0) {
    throw unknownNames(missing.length > 0 ? missing : [list], here)
  }
  return pick(here, wanted)
}

/** The characters that have these names, in the order of the names. */
export const pick = (here: readonly Character[], names: readonly string[]): Character[] =>
  names.flatMap((name) => here.filter((one) => nameKey(one.name) === nameKey(name)).slice(0, 1))

/** The story that people continue in this thread. UserError `no-story`. */
export async function currentStory(context: Context): Promise<{ story: Story; episode: Episode }> {
  const current = await context.store.stories.current(context.tenant.id, context.threadId)
  if (current !== undefined) return current
  throw new UserError(
    'no-story',
    'There is no story in this thread yet. Begin one: /story start A day in the park',
  )
}

/** The characters of a cast that are still here, in its order. */
export async function castNames(context: Context, cast: readonly string[]): Promise<string[]> {
  const here = await context.store.characters.list(context.tenant.id)
  return cast.flatMap((id) => here.filter((one) => one.id === id).map(({ name }) => name))
}

/**
 * Refuses a command that was interrupted and does something else each time it is carried out.
 * UserError `try-again`.
 */
export function refuseToRepeat(context: Context, look: string): void {
  if (!context.again) return
  throw new UserError(
    'try-again',
    `That was interrupted, and it may be done already. Please look (${look}) before you say it again.`,
  )
}
