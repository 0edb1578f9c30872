import { randomUUID } from 'node:crypto'
import type { CommandLog } from '../story/ports.ts'
import type { Client } from './client.ts'
import { Prisma } from './generated/client.ts'
import { toCommand } from './rows.ts'

/** What was said and answered, in Postgres. */
export function prismaCommands(client: Client): CommandLog {
  return {
    async receive({ author, channelId, ...wanted }) {
      const { tenantId, sourceId } = wanted
      const said = { ...wanted, channelId: channelId ?? null }
      const [created] = await client.command.createManyAndReturn({
        data: [{ ...said, id: randomUUID(), authorId: author.id, authorName: author.name }],
        skipDuplicates: true,
      })
      if (created !== undefined) return { record: toCommand(created), fresh: true, told: false }
      const first = await client.command.findUniqueOrThrow({
        where: { tenantId_sourceId: { tenantId, sourceId } },
      })
      return { record: toCommand(first), fresh: false, told: first.toldAt !== null }
    },

    async answer(id, reply) {
      await client.command.update({
        where: { id },
        data: { reply: reply as Prisma.InputJsonValue },
        select: { id: true },
      })
    },

    async inThread(tenantId, threadId) {
      const rows = await client.command.findMany({
        where: { tenantId, threadId },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(toCommand)
    },

    async unanswered(before) {
      const rows = await client.command.findMany({
        where: { createdAt: { lt: before }, reply: { equals: Prisma.DbNull } },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map((row) => ({ record: toCommand(row), sourceId: row.sourceId }))
    },

    async get(tenantId, id) {
      const row = await client.command.findUnique({ where: { id, tenantId } })
      return row === null ? undefined : toCommand(row)
    },

    async told(id) {
      await client.command.updateMany({ where: { id }, data: { toldAt: new Date() } })
    },

    async untold(platform, before) {
      const rows = await client.command.findMany({
        where: {
          createdAt: { lt: before },
          toldAt: null,
          reply: { not: Prisma.DbNull },
          tenant: { platform },
        },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(toCommand)
    },

    async threads(tenantId) {
      const rows = await client.command.groupBy({
        by: ['threadId'],
        where: { tenantId },
        _max: { createdAt: true },
        orderBy: { _max: { createdAt: 'desc' } },
      })
      return rows.map(({ threadId, _max }) => ({ threadId, lastAt: _max.createdAt! }))
    },
  }
}
