import { takeNumber } from '../../commands/takes.ts'
import { type Frame, isFinished } from '../../story/frame.ts'
import type { Frames } from '../../story/ports/frames.ts'
import { framesOf, storyOf, type Tables } from './memory-tables.ts'

type Finding = Pick<
  Frames,
  'standing' | 'before' | 'numbered' | 'newest' | 'turns' | 'unfinishedIn' | 'unfinishedWith'
>

/** Frames found where they stand, by reading all of them. */
export function memoryStanding(tables: Tables): Finding {
  const isOwn = (tenantId: string, episodeId: string): boolean =>
    tables.episodes.has(episodeId) && storyOf(tables, episodeId).tenantId === tenantId
  const told = (tenantId: string, episodeId: string): Frame[] =>
    isOwn(tenantId, episodeId)
      ? framesOf(tables, episodeId).flatMap(({ frame, undone }) => (undone ? [] : [frame]))
      : []
  const episodesOf = (storyId: string): string[] =>
    [...tables.episodes.values()].flatMap(({ episode }) =>
      episode.storyId === storyId ? [episode.id] : [],
    )

  const standing: Finding['standing'] = async (tenantId, id) => {
    const row = tables.frames.get(id)
    if (row === undefined || !isOwn(tenantId, row.frame.episodeId)) return undefined
    const { frame, undone } = row
    return {
      frame,
      threadId: storyOf(tables, frame.episodeId).threadId,
      number: takeNumber(frame, told(tenantId, frame.episodeId)),
      isUndone: undone,
    }
  }

  return {
    standing,

    async before(tenantId, id) {
      const here = tables.frames.get(id)?.frame
      if (here === undefined) return undefined
      return told(tenantId, here.episodeId)
        .filter(
          ({ position, candidate }) =>
            position < here.position || (position === here.position && candidate < here.candidate),
        )
        .at(-1)
    },

    async numbered(tenantId, episodeId, number) {
      const frames = told(tenantId, episodeId)
      return frames.filter((frame) => takeNumber(frame, frames) === number)
    },

    newest: async (tenantId, episodeId, states, authorId) =>
      told(tenantId, episodeId)
        .filter(
          ({ state, author }) => states.includes(state) && (authorId ?? author.id) === author.id,
        )
        .at(-1),

    turns: async (tenantId, storyId) =>
      episodesOf(storyId)
        .flatMap((episodeId) => told(tenantId, episodeId))
        .filter(({ redoOf, state }) => redoOf === undefined && state !== 'cancelled'),

    async unfinishedIn(tenantId, threadId) {
      const frames = [...tables.stories.values()]
        .filter((story) => story.tenantId === tenantId && story.threadId === threadId)
        .flatMap(({ id }) => episodesOf(id))
        .flatMap((episodeId) => told(tenantId, episodeId))
        .filter(({ state }) => !isFinished(state))
      return Promise.all(frames.map(async ({ id }) => (await standing(tenantId, id))!))
    },

    unfinishedWith: async (characterId) =>
      [...tables.frames.values()]
        .map(({ frame, pool }) => ({ ...frame, pool }))
        .filter(({ state }) => !isFinished(state))
        .filter(({ cast }) => cast.some((member) => member.characterId === characterId)),
  }
}
