/** Three pictures of one frame, among which people choose. */
import type { Author } from './character.ts'
import { type Frame, isVisible } from './frame.ts'

export interface Round {
  readonly id: string
  readonly commandId: string
  readonly storyId: string
  /** The number of the frame that all candidates are. */
  readonly position: number
  readonly author: Author
  /** How long people may vote once the last candidate is finished. */
  readonly minutes: number
  readonly state: 'open' | 'closed'
  /** Undefined while a candidate is being drawn. */
  readonly closesAt: Date | undefined
  /** How many people have voted. */
  readonly ballots: number
  /** The candidate that stayed; undefined while it is open, and when none could be drawn. */
  readonly winner: Winner | undefined
  readonly createdAt: Date
}

interface Winner {
  readonly frameId: string
  readonly candidate: number
  readonly votes: number
}

export const candidatesOfRound = 3

/** `A` to `C`, as people call a candidate. */
export const letterOf = (candidate: number): string => String.fromCharCode(65 + candidate)

/** What becomes of a round when it is closed. */
export interface Outcome {
  readonly winner: Winner | undefined
  /** The candidate that stays in the story; one that failed when none was drawn, to tell of it. */
  readonly keeper: string | undefined
}

/** Of the drawn candidates the one with most votes stays, of equals the earliest. */
export function outcomeOf(
  candidates: readonly Pick<Frame, 'id' | 'candidate' | 'state'>[],
  ballots: readonly { readonly frameId: string }[],
): Outcome {
  const inOrder = [...candidates].sort((a, b) => a.candidate - b.candidate)
  const [winner] = inOrder
    .filter(({ state }) => isVisible(state))
    .map(({ id, candidate }) => ({
      frameId: id,
      candidate,
      votes: ballots.filter(({ frameId }) => frameId === id).length,
    }))
    .sort((a, b) => b.votes - a.votes)
  const failed = inOrder.find(({ state }) => state === 'failed')
  return { winner, keeper: winner?.frameId ?? failed?.id }
}
