import { UserError } from '../../story/errors.ts'
import { dayStart, type Quota, refusal, type Usage } from '../../story/quota.ts'
import type { Tables } from './memory-tables.ts'

/** What was drawn, counted in memory. */
export function memoryQuota(tables: Tables): Quota {
  const { commands, frames } = tables
  const framesOf = (id: string) => [...frames.values()].filter((row) => row.commandId === id)
  const isCancelled = (id: string) =>
    framesOf(id).length > 0 && framesOf(id).every(({ frame }) => frame.state === 'cancelled')

  const usage = (tenantId: string, authorId: string): Usage => {
    const drawn = [...commands.values()].flatMap(({ record, drewAt }) =>
      drewAt === undefined || record.tenantId !== tenantId ? [] : [{ ...record, drewAt }],
    )
    const today = drawn.filter(
      ({ id, drewAt }) => drewAt >= dayStart(tables.now()) && !isCancelled(id),
    )
    const own = ({ author }: { author: { id: string } }) => author.id === authorId
    const [lastAt] = drawn
      .filter(own)
      .map(({ drewAt }) => drewAt)
      .sort((a, b) => b.getTime() - a.getTime())
    return { person: today.filter(own).length, workspace: today.length, lastAt }
  }

  return {
    async spend(commandId, limits) {
      const row = commands.get(commandId)
      if (row === undefined) throw new RangeError(`no such command: ${commandId}`)
      if (row.drewAt !== undefined) return
      const { tenantId, author } = row.record
      const sentence = refusal(limits, usage(tenantId, author.id), tables.now())
      if (sentence !== undefined) throw new UserError('over-limit', sentence)
      commands.set(commandId, { ...row, drewAt: tables.now() })
    },

    async giveBack(commandId) {
      const row = commands.get(commandId)
      if (row === undefined || framesOf(commandId).length > 0) return
      commands.set(commandId, { ...row, drewAt: undefined })
    },

    usage: async (tenantId, authorId) => usage(tenantId, authorId),
  }
}
