import type { Author } from '../character.ts'
import type { CastMember, Frame } from '../frame.ts'
import type { Round } from '../round.ts'

/** Votes on the candidates of a frame. */
export interface Rounds {
  /**
   * Adds one candidate for each seed, in state `waiting` and all at the next position; the same
   * `commandId` gives the same round. UserError `vote-open` while the story has an open one,
   * `no-story` when somebody deleted it. A `pose` is every candidate's, as in `Frames.add`.
   */
  open(round: {
    episodeId: string
    commandId: string
    prompt: string
    cast: readonly CastMember[]
    seeds: readonly number[]
    author: Author
    minutes: number
    /** Who draws them; without one the first model. */
    model?: string | undefined
    pose?: string | undefined
  }): Promise<Frame[]>
  get(tenantId: string, id: string): Promise<Round | undefined>
  /** The round of a story in which people may vote, or soon may. */
  openIn(tenantId: string, storyId: string): Promise<Round | undefined>
  /** All rounds of a thread, oldest first. */
  inThread(tenantId: string, threadId: string): Promise<Round[]>
  /**
   * One ballot a person a round: a later one takes the place of the earlier. False when the frame is
   * no drawn candidate of an open round.
   */
  vote(tenantId: string, frameId: string, voterId: string): Promise<boolean>
  /**
   * Closes an open round, once: the candidate of `outcomeOf` leaves it, the others are undone, and
   * there is a pending delivery, all in one transaction. False when it is not open.
   */
  close(tenantId: string, id: string): Promise<boolean>
  /**
   * Starts the time of rounds whose last candidate is finished, and closes those whose time is up
   * or of which nothing was drawn.
   */
  closeDue(now: Date): Promise<void>
}
