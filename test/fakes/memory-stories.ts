import type { Episode } from '../../story/episode.ts'
import { noStory, UserError } from '../../story/errors.ts'
import { isVisible } from '../../story/frame.ts'
import type { Stories } from '../../story/ports/stories.ts'
import { blankStory, deleteStory } from './memory-forgetting.ts'
import { framesOf, storyOf, type Tables } from './memory-tables.ts'

/** Stories and their episodes in memory. */
export function memoryStories(tables: Tables): Stories {
  const { stories, episodes, characters } = tables

  const own = (tenantId: string, storyId: string) => {
    const story = stories.get(storyId)
    return story?.tenantId === tenantId ? story : undefined
  }
  const episodesOf = (storyId: string): Episode[] =>
    [...episodes.values()].map((row) => row.episode).filter((one) => one.storyId === storyId)

  const refuseStranger = (tenantId: string, characterId: string) => {
    if (characters.get(characterId)?.tenantId !== tenantId) {
      throw new UserError('unknown-name', 'That character is not here any more.')
    }
  }
  const addEpisode = (storyId: string, cast: readonly string[]): Episode => {
    const number = episodesOf(storyId).length + 1
    const episode = { id: tables.newId(), storyId, number, cast: [...new Set(cast)] }
    episodes.set(episode.id, { episode, nextPosition: 1 })
    return episode
  }
  const setCast = (episodeId: string, cast: readonly string[]) => {
    const row = episodes.get(episodeId)!
    episodes.set(episodeId, { ...row, episode: { ...row.episode, cast } })
  }

  return {
    async start({ cast, mode = 'free', minutes, author, ...wanted }) {
      for (const member of cast) refuseStranger(wanted.tenantId, member)
      const story = {
        id: tables.newId(),
        ...wanted,
        author,
        mode,
        minutes,
        turn: 0,
        createdAt: tables.now(),
      }
      stories.set(story.id, story)
      return { story, episode: addEpisode(story.id, cast) }
    },

    async current(tenantId, threadId) {
      const story = [...stories.values()]
        .filter((one) => one.tenantId === tenantId && one.threadId === threadId)
        .at(-1)
      return story && { story, episode: episodesOf(story.id).at(-1)! }
    },

    async list(tenantId) {
      return [...stories.values()]
        .filter((story) => story.tenantId === tenantId)
        .map((story) => {
          const told = episodesOf(story.id)
          const shown = told
            .flatMap((episode) => framesOf(tables, episode.id))
            .filter(({ frame, undone }) => !undone && isVisible(frame.state))
          return { story, episodes: told.length, frames: shown.length }
        })
    },

    async get(tenantId, id) {
      const story = stories.get(id)
      return story?.tenantId === tenantId ? story : undefined
    },

    inThread: async (tenantId, threadId) =>
      [...stories.values()].filter(
        (story) => story.tenantId === tenantId && story.threadId === threadId,
      ),

    async titles(tenantId) {
      const own = [...stories.values()].filter((story) => story.tenantId === tenantId)
      const newest = new Map(own.map(({ threadId, title }) => [threadId, title]))
      return [...newest].map(([threadId, title]) => ({ threadId, title }))
    },

    episodes: async (tenantId, storyId) =>
      own(tenantId, storyId) === undefined ? [] : episodesOf(storyId),

    async continueStory(tenantId, storyId) {
      if (own(tenantId, storyId) === undefined) {
        throw noStory()
      }
      return addEpisode(storyId, episodesOf(storyId).at(-1)!.cast)
    },

    async remove(tenantId, storyId) {
      const story = own(tenantId, storyId)
      if (story === undefined) return false
      blankStory(tables, story)
      deleteStory(tables, storyId)
      return true
    },

    async moveTo(tenantId, storyId, threadId) {
      const story = own(tenantId, storyId)
      if (story !== undefined) stories.set(storyId, { ...story, threadId })
      return story !== undefined
    },

    async addToCast(episodeId, characterId) {
      refuseStranger(storyOf(tables, episodeId).tenantId, characterId)
      const { cast } = episodes.get(episodeId)!.episode
      if (!cast.includes(characterId)) setCast(episodeId, [...cast, characterId])
    },

    async removeFromCast(episodeId, characterId) {
      const cast = episodes.get(episodeId)?.episode.cast ?? []
      if (!cast.includes(characterId)) return false
      setCast(
        episodeId,
        cast.filter((member) => member !== characterId),
      )
      return true
    },
  }
}
