import type { Skips } from '../story/ports/stories.ts'
import type { Client } from './client.ts'

/** Passed turns in Postgres. */
export const prismaSkips = (client: Client): Skips => ({
  async add({ storyId, commandId, author }) {
    await client.skip.createMany({
      data: [{ storyId, commandId, authorId: author.id, authorName: author.name }],
      skipDuplicates: true,
    })
  },

  async last(tenantId, storyId, authorIds) {
    const row = await client.skip.findFirst({
      where: { storyId, story: { tenantId }, authorId: { in: [...authorIds] } },
      orderBy: { createdAt: 'desc' },
    })
    if (row === null) return undefined
    const { commandId, authorId, authorName, createdAt } = row
    return { commandId, author: { id: authorId, name: authorName }, createdAt }
  },

  has: async (commandId) => (await client.skip.count({ where: { commandId } })) > 0,
})
