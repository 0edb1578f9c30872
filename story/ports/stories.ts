import type { Author } from '../character.ts'
import type { Episode, Story, StoryMode } from '../episode.ts'
import type { Skip } from '../turns.ts'

export interface Stories {
  /** Starts a story with its first episode; free when no mode is given. */
  start(story: {
    tenantId: string
    threadId: string
    title: string
    style: string | undefined
    mode?: StoryMode
    minutes?: number | undefined
    author?: Author | undefined
    cast: readonly string[]
  }): Promise<{ story: Story; episode: Episode }>
  /** The newest story of a thread with its newest episode. */
  current(
    tenantId: string,
    threadId: string,
  ): Promise<{ story: Story; episode: Episode } | undefined>
  list(tenantId: string): Promise<{ story: Story; episodes: number; frames: number }[]>
  get(tenantId: string, id: string): Promise<Story | undefined>
  /** The stories of a thread, oldest first. */
  inThread(tenantId: string, threadId: string): Promise<Story[]>
  /** Of every thread with a story the title of its newest. */
  titles(tenantId: string): Promise<{ threadId: string; title: string }[]>
  episodes(tenantId: string, storyId: string): Promise<Episode[]>
  /** A new episode of a story with the cast of its last one. */
  continueStory(tenantId: string, storyId: string): Promise<Episode>
  /**
   * Deletes a story with its episodes and frames, discards their pictures, and blanks what was said
   * to tell it. False when it is not here.
   */
  remove(tenantId: string, storyId: string): Promise<boolean>
  /** The story goes on in another thread, which was opened for it. False when it is not here. */
  moveTo(tenantId: string, storyId: string, threadId: string): Promise<boolean>
  /** Adds a character to the cast; adding twice is harmless. UserError `no-story` when it was deleted. */
  addToCast(episodeId: string, characterId: string): Promise<void>
  removeFromCast(episodeId: string, characterId: string): Promise<boolean>
}

/** Turns that people passed, in stories told in turns. */
export interface Skips {
  /** Stores that somebody passes; the same `commandId` again is the same skip. */
  add(skip: { storyId: string; commandId: string; author: Author }): Promise<void>
  /** The last in a story by one of those people. */
  last(tenantId: string, storyId: string, authorIds: readonly string[]): Promise<Skip | undefined>
  /** Whether that command passed a turn. */
  has(commandId: string): Promise<boolean>
}
