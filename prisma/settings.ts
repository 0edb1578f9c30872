import type { WorkspaceSettings } from '../story/ports.ts'
import { settingsOf } from '../story/settings.ts'
import type { Client } from './client.ts'

/** Settings of workspaces, in Postgres. */
export const prismaSettings = (client: Client): WorkspaceSettings => ({
  async get({ id, platform }) {
    const row = await client.tenantSettings.findUnique({ where: { tenantId: id } })
    return settingsOf(platform, row?.changed ?? {})
  },

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
