/** Ten servers on Discord's double in which stories are told, and one with 1,000 characters. */

import { randomUUID } from 'node:crypto'
import { type Client, openClient } from '../../prisma/client.ts'
import { nameKey } from '../../story/names.ts'
import type { Random } from '../../training/random.ts'
import type { ChannelHandle } from '../doubles/discord/people/channel.ts'
import type { Person } from '../doubles/discord/people/person.ts'
import type { Discord } from '../doubles/discord/start.ts'

interface Place {
  readonly channel: ChannelHandle
  readonly thread: ChannelHandle
  readonly people: readonly Person[]
}

export interface DiscordScene {
  /** Somebody somewhere says something; one in ten goes on with a story. */
  speak(random: Random): void
  /** Somebody types letters of a name where there are 1,000 characters. */
  type(random: Random): void
}

const patience = 60_000
const peoplePerServer = 8

export async function openScene(discord: Discord, databaseUrl: string): Promise<DiscordScene> {
  const servers = Array.from({ length: 10 }, (_, i) => discord.guild({ name: `Readers ${i}` }))
  const places: Place[] = []
  for (const server of servers) {
    const channel = server.channel({ name: 'stories' })
    const people = Array.from({ length: peoplePerServer }, (_, i) =>
      server.member({ name: `Ann ${i}` }),
    )
    const [ann] = people
    const description = 'a young woman with long red hair'
    await ann!.slash(channel, 'character add', { name: 'Mira', description }).written()
    await ann!.slash(channel, 'story start', { title: 'The lighthouse' }).answered()
    const thread = await discord.waitFor(() => channel.threads[0], 'the thread', patience)
    await discord.waitFor(() => thread.messages[0], 'the beginning', patience)
    places.push({ channel, thread, people })
  }
  const crowd = discord.guild({ name: 'Crowd' })
  const square = crowd.channel({ name: 'square' })
  const nora = crowd.member({ name: 'Nora' })
  await nora.slash(square, 'character list').written()
  const client = openClient(databaseUrl)
  await populate(client, crowd.id, `discord:${crowd.id}:${square.id}`)
  await client.$disconnect()

  return {
    speak(random) {
      const { channel, thread, people } = random.pick(places)
      const person = random.pick(people)
      random.weighted<() => void>([
        [() => person.slash(thread, 'story next', { prompt: 'Mira in a park' }), 1],
        [() => person.slash(channel, 'character list'), 3],
        [() => person.slash(channel, 'character show', { name: 'Mira' }), 2],
        [() => person.slash(thread, 'story info', { frame: '1' }), 2],
        [() => person.slash(channel, 'help'), 2],
      ])()
    },
    type(random) {
      const name = random.pick(['a', 'ma', 'an', 'name 7', 'zz', 'e 1', ''])
      // Whether and when there were choices stands in the interaction.
      nora.autocomplete(square, 'character show', { name }, 'name').catch(() => undefined)
    },
  }
}

/** 1,000 characters whose faces were found. */
async function populate(client: Client, workspace: string, threadId: string): Promise<void> {
  const tenant = await client.tenant.findFirstOrThrow({ where: { workspace } })
  const names = Array.from({ length: 1000 }, (_, i) => `Name ${i} ${i % 2 ? 'Mara' : 'Antonio'}`)
  const characters = names.map((name) => ({ id: randomUUID(), name }))
  await client.character.createMany({
    data: characters.map(({ id, name }) => ({
      id,
      tenantId: tenant.id,
      name,
      nameKey: nameKey(name),
      description: 'a young woman with long red hair',
      classWord: 'woman',
      seed: 1n,
      state: 'ready',
      authorId: '1',
      authorName: 'Nora',
      threadId,
    })),
  })
  await client.identity.createMany({
    data: characters.map(({ id }) => ({
      characterId: id,
      embedding: new Uint8Array(4 * 128),
      encoder: 'none',
      seed: 1n,
      cohesion: 0.9,
      portraits: 64,
      survivors: [0, 1, 2, 3, 4, 5, 6, 7],
    })),
  })
}
