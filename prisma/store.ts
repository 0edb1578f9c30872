import { randomUUID } from 'node:crypto'
import type { ChatMessages, ProgressLog, Store } from '../story/ports.ts'
import { prismaCharacters } from './characters.ts'
import type { Client } from './client.ts'
import { prismaCommands } from './commands.ts'
import { prismaDiscarded } from './discarded.ts'
import { prismaFrames } from './frames.ts'
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

/** The store in PostgreSQL. Whoever opened the client closes it. */
export function prismaStore(client: Client): Store {
  return {
    commands: prismaCommands(client),
    characters: prismaCharacters(client),
    stories: prismaStories(client),
    frames: prismaFrames(client),
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
    locks: prismaLocks(client),

    async tenant(platform, workspace) {
      const where = { platform_workspace: { platform, workspace } }
      const known = await client.tenant.findUnique({ where })
      if (known !== null) return toTenant(known)
      await client.tenant.createMany({
        data: [{ id: randomUUID(), platform, workspace }],
        skipDuplicates: true,
      })
      return toTenant(await client.tenant.findUniqueOrThrow({ where }))
    },
  }
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
