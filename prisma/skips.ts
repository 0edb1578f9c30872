import type { Skips } from '../story/ports.ts'
import type { Client } from './client.ts'

/** Passed turns in Postgres. */
export const prismaSkips = (client: Client): Skips => ({
  async add({ storyId, commandId, author }) {
    await client.skip.createMany({
      data: [{ storyId, commandId, authorId: author.id, authorName: author.name }],
      skipDuplicates: true,
    })
  },

  async ofStory(tenantId, storyId) {
    const rows = await client.skip.findMany({
      where: { storyId, story: { tenantId } },
      orderBy: { createdAt: 'asc' },
    })
    return rows.map(({ commandId, authorId, authorName, createdAt }) => ({
      commandId,
      author: { id: authorId, name: authorName },
      createdAt,
    }))
  },
})
