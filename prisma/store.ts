import { randomUUID } from 'node:crypto'
import { inBatches } from '../story/in-batches.ts'
import type { ChatMessages } from '../story/ports/deliveries.ts'
import type { ProgressLog } from '../story/ports/progress.ts'
import type { Store, Tenant } from '../story/ports/store.ts'
import type { Platform } from '../story/thread-id.ts'
import { prismaAttached } from './attached.ts'
import { prismaCharacters } from './characters.ts'
import type { Client } from './client.ts'
import { prismaCommands } from './commands.ts'
import { prismaDiscarded } from './discarded.ts'
import { prismaDiscoveries } from './discoveries.ts'
import { prismaFrames } from './frames.ts'
import { prismaLine } from './line.ts'
import { prismaLocks } from './locks.ts'
import { prismaDeliveries } from './outbox.ts'
import { prismaPeople } from './people.ts'
import { prismaQuota } from './quota.ts'
import { prismaRounds } from './rounds.ts'
import { toProgress, toTenant } from './rows.ts'
import { prismaSettings } from './settings.ts'
import { prismaSkips } from './skips.ts'
import { prismaStories } from './stories.ts'
import { prismaTenants } from './tenants.ts'

/**
 * The store in PostgreSQL, of a deployment with these models besides its first one. Whoever opened the
 * client closes it.
 */
export function prismaStore(client: Client, others: readonly string[] = []): Store {
  const tenant = inBatches((places: readonly Place[]) => meetTenants(client, places))
  return {
    commands: prismaCommands(client),
    characters: prismaCharacters(client, others),
    discoveries: prismaDiscoveries(client, others),
    stories: prismaStories(client),
    frames: prismaFrames(client, others),
    line: prismaLine(client, others),
    deliveries: prismaDeliveries(client),
    progress: prismaProgress(client),
    skips: prismaSkips(client),
    rounds: prismaRounds(client),
    messages: prismaMessages(client),
    settings: prismaSettings(client),
    quota: prismaQuota(client),
    people: prismaPeople(client),
    tenants: prismaTenants(client),
    discarded: prismaDiscarded(client),
    attached: prismaAttached(client),
    locks: prismaLocks(client),

    tenant: (platform, workspace) => tenant({ platform, workspace }),
  }
}

type Place = Pick<Tenant, 'platform' | 'workspace'>

const keyOf = ({ platform, workspace }: Place): string => `${platform}:${workspace}`

/** The tenants of those places, made where they are met for the first time. */
async function meetTenants(client: Client, places: readonly Place[]): Promise<Tenant[]> {
  const known = await findTenants(client, places)
  const isNew = places.some((place) => !known.has(keyOf(place)))
  if (isNew) {
    const data = places.map((place) => ({ id: randomUUID(), ...place }))
    await client.tenant.createMany({ data, skipDuplicates: true })
  }
  const all = isNew ? await findTenants(client, places) : known
  return places.map((place) => {
    const tenant = all.get(keyOf(place))
    if (tenant === undefined) throw new RangeError(`${keyOf(place)} was deleted just now`)
    return tenant
  })
}

async function findTenants(
  client: Client,
  places: readonly Place[],
): Promise<ReadonlyMap<string, Tenant>> {
  const platforms: Platform[] = places.map(({ platform }) => platform)
  const workspaces = places.map(({ workspace }) => workspace)
  const rows = await client.$queryRaw<Parameters<typeof toTenant>[0][]>`
    select id, platform, workspace, left_at as "leftAt" from tenants
    where (platform, workspace) in
      (select * from unnest(${platforms}::text[], ${workspaces}::text[]))`
  return new Map(rows.map(toTenant).map((tenant) => [keyOf(tenant), tenant]))
}

const prismaMessages = (client: Client): ChatMessages => ({
  async find(subjectId) {
    const row = await client.chatMessage.findUnique({ where: { subjectId } })
    if (row === null) return undefined
    const { threadId, messageId, shown } = row
    return { threadId, messageId, shown: shown ?? undefined }
  },

  async set(subjectId, { threadId, messageId, shown }) {
    const data = { threadId, messageId, shown: shown ?? null }
    await client.chatMessage.upsert({
      where: { subjectId },
      create: { subjectId, ...data },
      update: data,
    })
  },
})

const prismaProgress = (client: Client): ProgressLog => ({
  async set(id, { phase, step, steps, preview }) {
    const bytes = preview === undefined ? null : new Uint8Array(preview)
    const data = { phase, step, steps, preview: bytes }
    await client.progress.upsert({ where: { id }, create: { id, ...data }, update: data })
  },

  async get(id) {
    const row = await client.progress.findUnique({ where: { id } })
    return row === null ? undefined : toProgress(row)
  },

  async clear(id) {
    await client.progress.deleteMany({ where: { id } })
  },
})
