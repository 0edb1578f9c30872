import type { WorkspaceSettings } from '../../story/ports/store.ts'
import { settingsOf } from '../../story/settings.ts'
import type { Tables } from './memory-tables.ts'

/** Settings of workspaces in memory. */
export const memorySettings = ({ settings }: Tables): WorkspaceSettings => ({
  get: async ({ id, platform }) => settingsOf(platform, settings.get(id) ?? {}),
  async change({ id, platform }, change) {
    // JSON and back, as a database would keep it: what is undefined is gone.
    const changed = JSON.parse(JSON.stringify({ ...settings.get(id), ...change }))
    settings.set(id, changed)
    return settingsOf(platform, changed)
  },
})
