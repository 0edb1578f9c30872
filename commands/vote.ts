/** Votes on the candidates of a frame, in words. */
import type { Story } from '../story/episode.ts'
import { UserError } from '../story/errors.ts'
import { type Frame, isVisible } from '../story/frame.ts'
import { letterOf, type Round } from '../story/round.ts'
import { when } from './clock.ts'
import type { Context } from './command.ts'
import { type Reply, reply } from './reply.ts'
import { commandText } from './usage.ts'
import { counted } from './words.ts'

/** `, candidate B` of a frame that stands for choice, otherwise nothing. */
export const candidateNote = ({ roundId, candidate }: Frame): string =>
  roundId === undefined ? '' : `, candidate ${letterOf(candidate)}`

/** Until when people may vote, or that they soon may. */
export function roundWords({ position, closesAt, minutes }: Round, now: Date): string {
  if (closesAt === undefined) {
    return `Candidates of frame ${position} are still being drawn; the vote ends ${counted(minutes, 'minute')} after the last.`
  }
  return `Frame ${position} is voted on until ${when(closesAt, now)}.`
}

/** UserError `vote-open` while a frame of the story is voted on. */
export async function refuseDuringVote(story: Story, context: Context): Promise<void> {
  const open = await context.store.rounds.openIn(context.tenant.id, story.id)
  if (open === undefined) return
  const sentence = `${roundWords(open, context.at)} The story goes on when one of its candidates is chosen.`
  throw new UserError('vote-open', sentence)
}

/** UserError `vote-open` for a frame that may be taken out of the story when its vote is closed. */
export function refuseCandidate({ roundId }: Frame, number: number): void {
  if (roundId === undefined) return
  throw new UserError(
    'vote-open',
    `Frame ${number} is voted on. First choose: /story vote ${number}A, and /story close-vote ends it.`,
  )
}

/** A choice for each drawn candidate among frames. */
export const voteChoices = (frames: readonly Frame[]): Reply['choices'] =>
  frames
    .filter(({ roundId, state }) => roundId !== undefined && isVisible(state))
    .map(({ id, candidate }) => ({
      label: `Vote for ${letterOf(candidate)}`,
      command: commandText('story vote', { frame: id }),
    }))

/** `with 4 of 6 votes`; nothing when nobody voted or nothing was drawn. */
export const votesNote = ({ winner, ballots }: Round): string =>
  winner === undefined || ballots === 0 ? '' : `with ${winner.votes} of ${counted(ballots, 'vote')}`

/** What is told in the thread when a round was closed. */
export function roundResult(round: Round): Reply {
  const { position, winner, ballots } = round
  if (winner === undefined) {
    return reply(`Frame ${position} could not be drawn: none of its candidates came out.`, {
      choices: [{ label: 'Try again', command: commandText('story redo', { frame: position }) }],
    })
  }
  const letter = letterOf(winner.candidate)
  return reply(
    ballots === 0
      ? `Nobody voted on frame ${position}, so candidate ${letter} stays.`
      : `Frame ${position} is chosen ${votesNote(round)}: candidate ${letter}.`,
    { choices: [{ label: 'Show the story', command: '/story show' }] },
  )
}
