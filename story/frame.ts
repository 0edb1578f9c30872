import type { Author } from './character.ts'

export type FrameState =
  | 'waiting'
  | 'queued'
  | 'drawing'
  | 'drawn'
  | 'posted'
  | 'failed'
  | 'cancelled'

export const frameMoves = {
  waiting: ['queued', 'failed', 'cancelled'],
  queued: ['drawing', 'failed', 'cancelled'],
  drawing: ['drawn', 'queued', 'failed', 'cancelled'],
  drawn: ['posted'],
  posted: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<FrameState, readonly FrameState[]>

export const frameStates = Object.keys(frameMoves) as readonly FrameState[]

/** A legal move of a frame; an illegal literal pair does not compile. */
export type FrameMove<From extends FrameState> = (typeof frameMoves)[From][number]

export interface CastMember {
  readonly characterId: string
  readonly name: string
}

/** Milliseconds of each part of a drawing. */
export type Timings = Readonly<Record<string, number>>

/** What a picture was made with: with the same recipe the same bundle draws the same picture. */
export interface FrameSettings {
  readonly bundle: string
  readonly sampler: string
  readonly steps: number
  readonly guidanceScale: number
  readonly startStep: number
}

export interface Frame {
  readonly id: string
  readonly episodeId: string
  /** Order in the episode, from 1; never reused. The candidates of a round share one. */
  readonly position: number
  /** Which of the candidates of its command it is, from 0. */
  readonly candidate: number
  /** The round in which it stands for choice; the one that is chosen leaves it. */
  readonly roundId: string | undefined
  readonly prompt: string
  readonly cast: readonly CastMember[]
  readonly seed: number
  readonly state: FrameState
  readonly author: Author
  /** The frame that this one draws again with another seed. */
  readonly redoOf: string | undefined
  /** The key of the picture that says how people stand in it. */
  readonly pose: string | undefined
  /** Keys in the frame store, once drawn. */
  readonly image: string | undefined
  readonly template: string | undefined
  readonly settings: FrameSettings | undefined
  readonly timings: Timings | undefined
  /** Why it failed, a sentence. */
  readonly problem: string | undefined
  readonly createdAt: Date
}

export const maxPromptLength = 1000

export const isFinished = (state: FrameState): boolean =>
  state !== 'waiting' && state !== 'queued' && state !== 'drawing'

export const isVisible = (state: FrameState): boolean => state === 'drawn' || state === 'posted'

/**
 * The frames as a reader sees them: a redo stands in the place of the frame that it draws again
 * as soon as it is drawn, and the order is that of the first takes.
 */
export function currentTakes(frames: readonly Frame[]): Frame[] {
  const byId = new Map(frames.map((frame) => [frame.id, frame]))
  const first = (frame: Frame): Frame => {
    const earlier = frame.redoOf === undefined ? undefined : byId.get(frame.redoOf)
    return earlier === undefined ? frame : first(earlier)
  }
  const replaced = new Set(
    frames.filter((frame) => isVisible(frame.state)).map((frame) => frame.redoOf),
  )
  return frames
    .filter((frame) => !replaced.has(frame.id) && frame.state !== 'cancelled')
    .sort(
      (a, b) =>
        first(a).position - first(b).position ||
        a.position - b.position ||
        a.candidate - b.candidate,
    )
}
