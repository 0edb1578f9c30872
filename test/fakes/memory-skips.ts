import type { Skips } from '../../story/ports/stories.ts'
import type { Tables } from './memory-tables.ts'

/** Passed turns in memory. */
export const memorySkips = ({ skips, stories, now }: Tables): Skips => ({
  async add({ storyId, commandId, author }) {
    if (skips.has(commandId)) return
    skips.set(commandId, { storyId, skip: { commandId, author, createdAt: now() } })
  },

  async last(tenantId, storyId, authorIds) {
    if (stories.get(storyId)?.tenantId !== tenantId) return undefined
    return [...skips.values()]
      .filter((row) => row.storyId === storyId && authorIds.includes(row.skip.author.id))
      .at(-1)?.skip
  },

  has: async (commandId) => skips.has(commandId),
})
