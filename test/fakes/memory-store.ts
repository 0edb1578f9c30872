import type { Progress } from '../../story/artist.ts'
import type { ProgressLog } from '../../story/ports/progress.ts'
import type { Store } from '../../story/ports/store.ts'
import { memoryCharacters } from './memory-characters.ts'
import { memoryCommands } from './memory-commands.ts'
import { memoryDeliveries } from './memory-deliveries.ts'
import { memoryDiscoveries } from './memory-discoveries.ts'
import { memoryAttached, memoryDiscarded } from './memory-forgetting.ts'
import { memoryFrames } from './memory-frames.ts'
import { memoryLine } from './memory-line.ts'
import { memoryLocks } from './memory-locks.ts'
import { memoryPeople } from './memory-people.ts'
import { memoryQuota } from './memory-quota.ts'
import { memoryRounds } from './memory-rounds.ts'
import { memorySettings } from './memory-settings.ts'
import { memorySkips } from './memory-skips.ts'
import { memoryStories } from './memory-stories.ts'
import { emptyTables, type Tables } from './memory-tables.ts'
import { memoryTenants } from './memory-tenants.ts'

/** The whole store in Maps: keeps every promise of the port but durability. */
export function memoryStore(tables: Tables = emptyTables()): Store {
  return {
    commands: memoryCommands(tables),
    characters: memoryCharacters(tables),
    discoveries: memoryDiscoveries(tables),
    stories: memoryStories(tables),
    frames: memoryFrames(tables),
    line: memoryLine(tables),
    deliveries: memoryDeliveries(tables),
    progress: memoryProgress(tables.progress),
    skips: memorySkips(tables),
    settings: memorySettings(tables),
    quota: memoryQuota(tables),
    rounds: memoryRounds(tables),
    people: memoryPeople(tables),
    tenants: memoryTenants(tables),
    discarded: memoryDiscarded(tables),
    attached: memoryAttached(tables),
    locks: memoryLocks(),
    messages: {
      find: async (subjectId) => tables.messages.get(subjectId),
      async set(subjectId, message) {
        tables.messages.set(subjectId, message)
      },
    },

    async tenant(platform, workspace) {
      const known = [...tables.tenants.values()].find(
        (tenant) => tenant.platform === platform && tenant.workspace === workspace,
      )
      if (known) return known
      const tenant = { id: tables.newId(), platform, workspace, leftAt: undefined }
      tables.tenants.set(tenant.id, tenant)
      return tenant
    },
  }
}

const memoryProgress = (progress: Map<string, Progress>): ProgressLog => ({
  async set(id, value) {
    progress.set(id, value)
  },
  get: async (id) => progress.get(id),
  async clear(id) {
    progress.delete(id)
  },
})
