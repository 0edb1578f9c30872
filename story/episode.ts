/** A story lives in one thread; the newest story of a thread is the one people continue. */
export interface Story {
  readonly id: string
  readonly tenantId: string
  readonly threadId: string
  readonly title: string
  readonly style: string | undefined
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
