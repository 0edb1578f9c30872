/** Ten servers on Discord's double in which stories are told, and one with 1,000 characters. */

import { randomUUID } from 'node:crypto'
import { openClient } from '../../../prisma/client.ts'
import { nameKey } from '../../../story/names.ts'
import type { Random } from '../../../training/random.ts'
import type { ChannelHandle } from '../../doubles/discord/people/channel.ts'
import type { Person } from '../../doubles/discord/people/person.ts'
import type { Discord } from '../../doubles/discord/start.ts'
import { storybookEncoder } from '../../fakes/artist.ts'

/** A story, and who tells it. */
export interface Place {
  readonly serverId: string
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

/** A machine with too much to do takes its time. */
const patience = 300_000
const peoplePerServer = 8

/** A server with people, a channel and a story in a thread of it. */
export async function openPlace(discord: Discord, name: string): Promise<Place> {
  const server = discord.guild({ name })
  const channel = server.channel({ name: 'stories' })
  const people = Array.from({ length: peoplePerServer }, (_, i) =>
    server.member({ name: `Ann ${i}` }),
  )
  const description = 'a young woman with long red hair'
  people[0]!.slash(channel, 'character add', { name: 'Mira', description })
  await discord.waitFor(() => channel.messages[0], 'Mira', patience)
  return beginStory(discord, { serverId: server.id, channel, people })
}

/** Another story in a channel where Mira is. */
export async function beginStory(
  discord: Discord,
  { serverId, channel, people }: Omit<Place, 'thread'>,
): Promise<Place> {
  const known = new Set(channel.threads.map(({ id }) => id))
  people[0]!.slash(channel, 'story start', { title: 'The lighthouse' })
  const find = () => channel.threads.find(({ id }) => !known.has(id))
  const thread = await discord.waitFor(find, 'the thread', patience)
  await discord.waitFor(() => thread.messages[0], 'the beginning', patience)
  return { serverId, channel, thread, people }
}

export async function openScene(discord: Discord, databaseUrl: string): Promise<DiscordScene> {
  const places: Place[] = []
  for (let i = 0; i < 10; i++) places.push(await openPlace(discord, `Readers ${i}`))
  const crowd = discord.guild({ name: 'Crowd' })
  const square = crowd.channel({ name: 'square' })
  const nora = crowd.member({ name: 'Nora' })
  nora.slash(square, 'character list')
  await discord.waitFor(() => discord.interactions.at(-1)?.answeredAt, 'the workspace', patience)
  await addCast(databaseUrl, crowd.id)

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

/** 1,000 characters whose faces were found, in a workspace that is there already. */
export async function addCast(databaseUrl: string, workspace: string): Promise<void> {
  const client = openClient(databaseUrl)
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
      threadId: `discord:${workspace}:1`,
    })),
  })
  await client.identity.createMany({
    data: characters.map(({ id }) => ({
      characterId: id,
      embedding: new Uint8Array(4 * 128),
      encoder: storybookEncoder,
      seed: 1n,
      cohesion: 0.9,
      portraits: 64,
      survivors: [0, 1, 2, 3, 4, 5, 6, 7],
    })),
  })
  await client.$disconnect()
}
