import { inBatches } from '../story/in-batches.ts'
import type { WorkspaceSettings } from '../story/ports/store.ts'
import { settingsOf } from '../story/settings.ts'
import type { Client } from './client.ts'

/** Settings of workspaces, in Postgres. */
export const prismaSettings = (client: Client): WorkspaceSettings => ({
  get: inBatches(async (tenants) => {
    const ids = tenants.map(({ id }) => id)
    const rows = await client.$queryRaw<{ id: string; changed: unknown }[]>`
      select tenant_id as id, changed from tenant_settings where tenant_id = any(${ids})`
    const changed = new Map(rows.map((row) => [row.id, row.changed]))
    return tenants.map(({ id, platform }) => settingsOf(platform, changed.get(id) ?? {}))
  }),

  async change({ id, platform }, change) {
    // JSON leaves out what is undefined: those are the ones to take away.
    const kept = JSON.stringify(change)
    const gone = Object.entries(change).flatMap(([name, value]) =>
      value === undefined ? [name] : [],
    )
    const [row] = await client.$queryRaw<{ changed: unknown }[]>`
      insert into tenant_settings as s (tenant_id, changed) values (${id}, ${kept}::jsonb)
      on conflict (tenant_id) do update set changed = (s.changed || ${kept}::jsonb) - ${gone}::text[]
      returning s.changed`
    return settingsOf(platform, row?.changed)
  },
})
