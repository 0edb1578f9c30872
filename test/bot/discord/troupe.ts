import { readFile } from 'node:fs/promises'
import { connectDiscord } from '../../../bot/discord/connect.ts'
import { discordThreadId } from '../../../bot/discord/said.ts'
import { type FramePoster, startFramePoster } from '../../../bot/frame-poster.ts'
import type { Connection } from '../../../bot/start.ts'
import { carryOut } from '../../../commands/dispatch.ts'
import { commandsFor } from '../../../commands/index.ts'
import { smallLanguage, world } from '../../commands/world.ts'
import { saidSoFar } from '../../contracts/store-scene.ts'
import type { ChannelHandle } from '../../doubles/discord/people/channel.ts'
import { type DiscordOptions, startDiscord } from '../../doubles/discord/start.ts'
import type { Message } from '../../doubles/discord/world.ts'
import { memoryStore } from '../../fakes/memory-store.ts'
import { drawing } from '../drawing.ts'
import { fetchingFrom, takerOf } from '../pose-taker.ts'
import { withPicture } from './messages.ts'

const commands = commandsFor(['storybook'])

export const png = await readFile(new URL('../../../docs/screenshots/page.png', import.meta.url))

/** Troupe on Discord: the real adapter and a real discord.js client, Discord's double, a store in memory. */
export async function troupeOnDiscord(
  options: DiscordOptions = {},
  store = memoryStore(),
  language = smallLanguage,
) {
  const discord = await startDiscord(options)
  const guild = discord.guild({ name: 'Readers' })
  const channel = guild.channel({ name: 'stories' })
  const troupe = world(store, language)
  const complaints: { details: object; sentence: string }[] = []
  const note = (details: object, sentence: string) => void complaints.push({ details, sentence })
  const log = { info: () => {}, warn: note, error: note }
  let shrink = async (bytes: Uint8Array) => ({ bytes, name: '.png' })
  let connection: Connection
  let poster: FramePoster

  async function connect(): Promise<void> {
    connection = await connectDiscord({
      token: discord.token,
      api: discord.api,
      store,
      pictures: troupe.pictures,
      commands,
      languages: troupe.languages,
      poses: takerOf(troupe),
      fetchPicture: fetchingFrom('cdn.discordapp.com', discord.url),
      say: (said, acknowledge) => carryOut(said, troupe, acknowledge),
      shrink: (bytes) => shrink(bytes),
      newReference: troupe.newReference,
      log,
    })
    poster = startFramePoster(store, troupe.changes, connection.platform, log, 20)
  }
  async function disconnect(): Promise<void> {
    await poster.close()
    await connection.close()
  }
  await connect()

  const tenant = await store.tenant('discord', guild.id)

  return {
    discord,
    guild,
    channel,
    store,
    troupe,
    tenant,
    complaints,
    connect,
    disconnect,
    reconnect: async () => {
      await disconnect()
      await connect()
    },
    sweep: () => connection.sweep(saidSoFar()),
    shrinkWith(other: typeof shrink) {
      shrink = other
    },
    threadIdOf: ({ id }: { id: string }) => discordThreadId(guild.id, id),
    ...drawing('discord', store, troupe, png),
    /** The last message of a channel, once it fits. */
    message: (place: ChannelHandle, fits: (message: Message) => boolean, what: string) =>
      discord.waitFor(() => place.messages.findLast((one) => !one.deleted && fits(one)), what),
    async close(): Promise<void> {
      await disconnect()
      await discord.close()
    },
  }
}

/** Ann has added Mira, and a story has its thread. */
export async function begunStory(here: TroupeOnDiscord) {
  const ann = here.guild.member({ name: 'Ann' })
  await ann
    .slash(here.channel, 'character add', {
      name: 'Mira',
      description: 'young woman with long red hair',
    })
    .written()
  await here.findFaces()
  await here.message(here.channel, withPicture, 'the portrait')
  await ann.slash(here.channel, 'story start', { title: 'The lighthouse' }).answered()
  const thread = await here.discord.waitFor(() => here.channel.threads[0], 'the thread')
  await here.message(thread, ({ content }) => content.includes('begins'), 'the beginning')
  return { ann, thread }
}

export type TroupeOnDiscord = Awaited<ReturnType<typeof troupeOnDiscord>>
