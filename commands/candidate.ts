/** Finds the candidate that somebody means, by its id or its letter. */
import { UserError } from '../story/errors.ts'
import { type Frame, isVisible } from '../story/frame.ts'
import { letterOf } from '../story/round.ts'
import type { Context } from './command.ts'
import { currentStory } from './lookup.ts'
import { commandText } from './usage.ts'
import { listed } from './words.ts'

export const voteClosed = (position: number): UserError =>
  new UserError('vote-closed', `The vote on frame ${position} is closed.`)

/**
 * The candidate with that id in this thread, or with that letter (`B`, `3B`) in the open round of its
 * story. UserError `vote-closed` when it is not voted on, `no-frame` when it is not drawn.
 */
export async function findCandidate(said: string, context: Context): Promise<Frame> {
  const [isLetter, number, letter] = /^#?(\d{1,6})?([a-c])?$/i.exec(said) ?? []
  const found = isLetter
    ? await byLetter(number, letter?.toUpperCase(), context)
    : await byId(said, context)
  if (found.roundId === undefined) throw voteClosed(found.position)
  return found
}

/** Also a candidate that was not chosen: whoever votes late is told so. */
async function byId(id: string, { store, tenant, threadId }: Context): Promise<Frame> {
  const found = await store.frames.standing(tenant.id, id)
  const isHere = found?.threadId === threadId
  if (isHere && (!found.isUndone || found.frame.roundId !== undefined)) return found.frame
  throw new UserError('no-frame', 'That frame is not in this thread.')
}

async function byLetter(
  number: string | undefined,
  letter: string | undefined,
  context: Context,
): Promise<Frame> {
  const { store, tenant } = context
  const { story } = await currentStory(context)
  const round = await store.rounds.openIn(tenant.id, story.id)
  if (round === undefined) throw new UserError('vote-closed', 'No frame is voted on.')
  if (number !== undefined && Number(number) !== round.position) throw voteClosed(Number(number))
  const all = await store.frames.ofCommand(tenant.id, round.commandId)
  const drawn = all.filter(({ state }) => isVisible(state))
  const letters = drawn.map(({ candidate }) => letterOf(candidate))
  if (drawn.length === 0) {
    throw new UserError('no-frame', `No candidate of frame ${round.position} is drawn yet.`)
  }
  const found = letter === undefined && drawn.length === 1 ? 0 : letters.indexOf(letter ?? '')
  if (drawn[found] !== undefined) return drawn[found]
  const example = commandText('story vote', { frame: `${round.position}${letters[0]}` })
  throw new UserError(
    'no-frame',
    `Frame ${round.position} has ${listed(letters)} to vote for. Say which: ${example}`,
  )
}
