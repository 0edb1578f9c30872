import type { Author, Character } from '../character.ts'
import type { Story } from '../episode.ts'
import type { CastMember, Frame, FrameMove, FrameSettings, FrameState, Timings } from '../frame.ts'
import type { Due, Pool } from '../pools.ts'
import type { Platform } from '../thread-id.ts'
import type { Told } from '../turns.ts'

/** What a worker needs to draw a frame. */
export interface FrameJob {
  readonly frame: Frame
  readonly story: Story
  readonly tenantId: string
  /** In the order of the frame's cast; undefined where a character was removed. */
  readonly characters: readonly (Character | undefined)[]
}

/** A frame and where it stands. */
export interface Standing {
  readonly frame: Frame
  readonly threadId: string
  /** What people call it by: a redo has the number of the frame that it draws again. */
  readonly number: number
  /** It was taken out of the story. */
  readonly isUndone: boolean
}

export interface Frames {
  /**
   * Adds a frame in state `waiting` at the next position; the same `commandId` gives the same frame.
   * With a `turn` the story must stand there; UserError `not-your-turn` when somebody was faster,
   * `no-story` when somebody deleted it. A `pose` is the key of an attached picture that no frame took
   * before, or of another frame's; UserError `no-picture` when it is neither.
   */
  add(frame: {
    episodeId: string
    commandId: string
    prompt: string
    cast: readonly CastMember[]
    seed: number
    author: Author
    redoOf: string | undefined
    /** Who draws it; without one the first model. */
    model?: string | undefined
    turn?: number | undefined
    pose?: string | undefined
  }): Promise<Frame>
  /** What a command made, also what was undone: nothing yet, a frame, or the candidates of a round. */
  ofCommand(tenantId: string, commandId: string): Promise<Frame[]>
  get(tenantId: string, id: string): Promise<Frame | undefined>
  /** The frame and where it stands, also when it was undone. Costs the same in any story. */
  standing(tenantId: string, id: string): Promise<Standing | undefined>
  /** The frame right before this one in its episode that was not undone. */
  before(tenantId: string, id: string): Promise<Frame | undefined>
  /** The takes and candidates that people call by that number and that were not undone, by position. */
  numbered(tenantId: string, episodeId: string, number: number): Promise<Frame[]>
  /** The newest frame of an episode in one of those states, by anybody or by one person. */
  newest(
    tenantId: string,
    episodeId: string,
    states: readonly FrameState[],
    authorId?: string,
  ): Promise<Frame | undefined>
  /** The first and the last turn of everybody in each episode of a story: see `turnOf`. */
  turns(tenantId: string, storyId: string): Promise<Told[]>
  /** All frames of a thread that are not finished, oldest first. */
  unfinishedIn(tenantId: string, threadId: string): Promise<Standing[]>
  /** All frames with that character in their cast that are not finished, oldest first, and whose workers draw them. */
  unfinishedWith(characterId: string): Promise<(Frame & Due)[]>
  /** All frames of an episode that were not undone, by position. */
  ofEpisode(tenantId: string, episodeId: string): Promise<Frame[]>
  /** All frames of a thread that were not undone, stories and episodes oldest first. */
  inThread(tenantId: string, threadId: string): Promise<Frame[]>
  /** One guarded update; false when the frame was not in `from`. A failure gets a delivery. */
  move<From extends FrameState>(
    id: string,
    from: From,
    to: FrameMove<From>,
    problem?: string,
  ): Promise<boolean>
  /** All frames of a platform that are not finished, or that are being drawn, and where they are told; oldest first. */
  unfinished(
    platform: Platform,
    which?: 'drawing',
  ): Promise<{ frame: Frame; tenantId: string; threadId: string }[]>
  /** Takes the frame out of the story for good; a frame not yet drawn is cancelled. */
  undo(tenantId: string, id: string): Promise<boolean>
  /** Cancels a frame that waits, is queued or is being drawn. */
  cancel(tenantId: string, id: string): Promise<boolean>
  /**
   * Moves every frame whose turn has come from `waiting` to `queued`: all its characters are ready
   * and every earlier frame of its episode is finished. Frames that wait for a character whose
   * discovery failed or who was removed become `failed` with a sentence. The queued ones, oldest
   * first. In those episodes, or in all.
   */
  releaseDue(episodeIds?: readonly string[]): Promise<Due[]>
  /** All frames in state `queued` or `drawing`, oldest first. */
  pending(): Promise<Due[]>
  /**
   * Claims a queued or drawing frame of the pool, so that whoever told it was served; the token fences
   * off whoever claimed it before. Undefined in any other state, and while one of its characters is
   * being discovered again.
   */
  claim(id: string, pool?: Pool): Promise<{ job: FrameJob; token: number } | undefined>
  /** `drawing -> drawn` under that token, with a pending delivery in the same transaction. */
  drawn(
    id: string,
    token: number,
    result: { image: string; template: string; settings: FrameSettings; timings: Timings },
  ): Promise<boolean>
  /** `drawing -> failed` under that token, with a pending delivery. */
  failed(id: string, token: number, problem: string): Promise<boolean>
  /** The median milliseconds of the twenty frames that the pool drew last, of all tenants; undefined before the first. */
  typicalTime(pool?: Pool): Promise<number | undefined>
}
