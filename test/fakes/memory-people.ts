import { somebody } from '../../story/character.ts'
import type { People } from '../../story/ports/store.ts'
import { blank, deleteCharacter, deleteFrame } from './memory-forgetting.ts'
import { changeFrame, storyOf, type Tables } from './memory-tables.ts'

/** What is stored of people, in memory. */
export function memoryPeople(tables: Tables): People {
  const of = (tenantId: string, authorId: string) => ({
    characters: [...tables.characters.values()].filter(
      (one) => one.tenantId === tenantId && one.author.id === authorId,
    ),
    frames: [...tables.frames.values()].filter(
      ({ frame }) =>
        frame.author.id === authorId && storyOf(tables, frame.episodeId).tenantId === tenantId,
    ),
    commands: [...tables.commands.values()].filter(
      ({ record }) => record.tenantId === tenantId && record.author.id === authorId,
    ),
  })

  const hasVotes = (frameId: string) =>
    [...tables.ballots.values()].some((votes) => [...votes.values()].includes(frameId))

  return {
    async stored(tenantId, authorId) {
      const { characters, frames, commands } = of(tenantId, authorId)
      return {
        characters: characters.length,
        frames: frames.filter(({ undone }) => !undone).length,
        commands: commands.length,
      }
    },

    async forget(tenantId, authorId, commandId) {
      const { characters, frames, commands } = of(tenantId, authorId)
      tables.served.delete(`${tenantId} ${authorId}`)
      for (const { id } of characters) deleteCharacter(tables, id)
      for (const row of frames) {
        if (row.undone && !hasVotes(row.frame.id)) deleteFrame(tables, row.frame)
        else changeFrame(tables, row, { author: somebody })
      }
      for (const [id, { storyId, skip }] of [...tables.skips]) {
        const isTheirs =
          skip.author.id === authorId && tables.stories.get(storyId)?.tenantId === tenantId
        if (isTheirs) tables.skips.set(id, { storyId, skip: { ...skip, author: somebody } })
      }
      for (const round of [...tables.rounds.values()]) {
        if (tables.stories.get(round.storyId)?.tenantId !== tenantId) continue
        if (round.author.id === authorId)
          tables.rounds.set(round.id, { ...round, author: somebody })
        const votes = [...(tables.ballots.get(round.id) ?? [])].map(
          ([voter, frame]) =>
            [voter === authorId ? `${somebody.id} ${tables.newId()}` : voter, frame] as const,
        )
        tables.ballots.set(round.id, new Map(votes))
      }
      for (const story of [...tables.stories.values()]) {
        if (story.tenantId !== tenantId || story.author?.id !== authorId) continue
        tables.stories.set(story.id, { ...story, author: somebody })
      }
      for (const row of commands) {
        const { id } = row.record
        if (id !== commandId) blank(tables, row)
        const { record, ...rest } = tables.commands.get(id)!
        tables.commands.set(id, { ...rest, record: { ...record, author: somebody } })
      }
    },
  }
}
