import type { Author } from './character.ts'

/** Who may go on: anybody, one after the other, or anybody and then all choose among three pictures. */
export const storyModes = ['free', 'turns', 'vote'] as const
export type StoryMode = (typeof storyModes)[number]

/** Minutes of a turn or of a vote when nobody says how many. */
export const usualMinutes = { turns: 60, vote: 10 } as const
/** A week. */
export const maxMinutes = 10_080

/** A story lives in one thread; the newest story of a thread is the one people continue. */
export interface Story {
  readonly id: string
  readonly tenantId: string
  readonly threadId: string
  readonly title: string
  /** Who began it; unknown of the oldest. */
  readonly author: Author | undefined
  readonly style: string | undefined
  readonly mode: StoryMode
  /** How long a turn or a vote takes; undefined in a free story. */
  readonly minutes: number | undefined
  /** How many frames were told in turn: of two who go on at the same time the number fits only one. */
  readonly turn: number
  readonly createdAt: Date
}

/** One evening of a story: its own cast, its own order of frames. Numbers start at 1. */
export interface Episode {
  readonly id: string
  readonly storyId: string
  readonly number: number
  /** Ids of the characters in the cast; any subset of them stands in a frame. */
  readonly cast: readonly string[]
}

export const maxTitleLength = 100
export const maxStyleLength = 100
