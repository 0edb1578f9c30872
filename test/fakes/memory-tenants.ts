import type { Tenants } from '../../story/ports/store.ts'
import { deleteCharacter, deleteStory } from './memory-forgetting.ts'
import type { Tables } from './memory-tables.ts'

/** Workspaces that come and go, in memory. */
export function memoryTenants(tables: Tables): Tenants {
  const { tenants } = tables
  const setLeft = (id: string, leftAt: Date | undefined) => {
    const tenant = tenants.get(id)
    if (tenant !== undefined) tenants.set(id, { ...tenant, leftAt })
  }
  const forget = (tenantId: string) => {
    const isTheirs = (row: { tenantId: string }) => row.tenantId === tenantId
    for (const { id } of [...tables.stories.values()].filter(isTheirs)) deleteStory(tables, id)
    for (const { id } of [...tables.characters.values()].filter(isTheirs)) {
      deleteCharacter(tables, id)
    }
    for (const { record } of [...tables.commands.values()]) {
      if (isTheirs(record)) tables.commands.delete(record.id)
    }
    for (const [key, row] of [...tables.attached]) {
      if (isTheirs(row) && tables.attached.delete(key)) tables.discarded.add(key)
    }
    tables.settings.delete(tenantId)
    tenants.delete(tenantId)
  }

  return {
    list: async (platform) => [...tenants.values()].filter((one) => one.platform === platform),
    async left(id, at) {
      if (tenants.get(id)?.leftAt === undefined) setLeft(id, at)
    },
    returned: async (id) => setLeft(id, undefined),
    async forgetLeft(before) {
      const due = [...tenants.values()].filter(
        ({ leftAt }) => leftAt !== undefined && leftAt < before,
      )
      for (const { id } of due) forget(id)
      return due.length
    },
  }
}
