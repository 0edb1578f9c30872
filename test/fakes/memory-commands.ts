import type { CommandLog, LeftBehind } from '../../story/ports/command-log.ts'
import type { CommandRow, Tables } from './memory-tables.ts'

const wasLeft = ({ record, carrier }: CommandRow, { before, carriers }: LeftBehind): boolean =>
  record.createdAt < before || carriers.includes(carrier)

/** The command log in memory. */
export function memoryCommands(tables: Tables): CommandLog {
  const { commands } = tables
  const records = (tenantId: string) =>
    [...commands.values()].map((row) => row.record).filter((record) => record.tenantId === tenantId)

  return {
    async receive({ sourceId, carrier, ...said }) {
      const known = [...commands.values()].find(
        (row) => row.record.tenantId === said.tenantId && row.sourceId === sourceId,
      )
      if (known) return { record: known.record, fresh: false, told: known.told }
      const record = { id: tables.newId(), ...said, reply: undefined, createdAt: tables.now() }
      commands.set(record.id, { record, sourceId, carrier, told: false, drewAt: undefined })
      return { record, fresh: true, told: false }
    },

    async answer(id, reply) {
      const row = commands.get(id)
      if (row === undefined || row.record.reply !== undefined) return
      // JSON and back, as a database would keep it.
      const stored: unknown = JSON.parse(JSON.stringify(reply))
      commands.set(id, { ...row, record: { ...row.record, reply: stored } })
    },

    async inThread(tenantId, threadId) {
      return records(tenantId).filter((record) => record.threadId === threadId)
    },

    async unanswered(left) {
      return [...commands.values()].filter(
        (row) => row.record.reply === undefined && wasLeft(row, left),
      )
    },

    get: async (tenantId, id) => records(tenantId).find((record) => record.id === id),

    async told(id) {
      const row = commands.get(id)
      if (row !== undefined) commands.set(id, { ...row, told: true })
    },

    async untold(platform, left) {
      return [...commands.values()]
        .filter((row) => !row.told && row.record.reply !== undefined && wasLeft(row, left))
        .map(({ record }) => record)
        .filter(({ tenantId }) => tables.tenants.get(tenantId)?.platform === platform)
    },

    async carriers(since) {
      const open = [...commands.values()].filter(
        ({ record, told }) => record.createdAt >= since && (record.reply === undefined || !told),
      )
      return [...new Set(open.map(({ carrier }) => carrier))]
    },

    async threads(tenantId) {
      const newest = new Map<string, Date>()
      for (const { threadId, createdAt } of records(tenantId).reverse()) {
        if (!newest.has(threadId)) newest.set(threadId, createdAt)
      }
      return [...newest].map(([threadId, lastAt]) => ({ threadId, lastAt }))
    },
  }
}
