/** Whose turn it is, in words, and who may go on. */
import type { Author } from '../story/character.ts'
import { type Story, usualMinutes } from '../story/episode.ts'
import { UserError } from '../story/errors.ts'
import { mayGoOn, type Turn, turnOf } from '../story/turns.ts'
import { when } from './clock.ts'
import type { Context } from './command.ts'
import { sentences } from './unknown-words.ts'
import { clip, listed } from './words.ts'

/** Whose turn it is in a story told in turns, as it stands in the store. */
export async function readTurn(story: Story, context: Context, now = context.at): Promise<Turn> {
  const { store, tenant } = context
  const told = await store.frames.turns(tenant.id, story.id)
  const people = told.map(({ author }) => author.id)
  const skip = await store.skips.last(tenant.id, story.id, people)
  const skips = skip === undefined ? [] : [skip]
  return turnOf(told, skips, story.minutes ?? usualMinutes.turns, now)
}

/** UserError `not-your-turn` when somebody else goes on with a story that is told in turns. */
export async function checkTurn(story: Story, context: Context): Promise<void> {
  if (story.mode !== 'turns') return
  const turn = await readTurn(story, context)
  if (mayGoOn(turn, context.author)) return
  throw new UserError('not-your-turn', turnWords(turn, context.at))
}

/** `It is Tomas's turn until 14:30 UTC (in 42 minutes); then Mira may go on too.` */
export function turnWords({ people, whose, free, upcoming }: Turn, now: Date): string {
  if (whose === undefined) {
    return people.length === 0
      ? 'Nobody has told anything yet: anybody may begin.'
      : `${nameOf(people[0]!)} tells it alone so far: anybody may go on.`
  }
  const [, ...others] = free.map(nameOf)
  const isUp = others.length > 0
  const also = `It has been ${owner(whose)} turn for long; ${listed(others)} may go on too, and so may whoever is new.`
  if (upcoming === undefined) return also
  const { who, at } = upcoming
  return sentences(
    isUp ? also : `It is ${owner(whose)} turn until ${when(at, now)};`,
    isUp
      ? `${nameOf(who)} from ${when(at, now)} on.`
      : `then ${nameOf(who)} may go on too, and so may whoever is new.`,
  )
}

/** Who goes on after a frame was told. */
export const nextNote = ({ whose }: Turn): string =>
  whose === undefined ? 'Anybody may go on.' : `${nameOf(whose)} is next.`

const nameOf = ({ name }: Author): string => clip(name, 40)
const owner = (author: Author): string => `${nameOf(author)}’s`
