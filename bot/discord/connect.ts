/** Discord from end to end: logs in, registers the commands, listens, tells. */

import {
  type Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  Client as NewClient,
  Options,
} from 'discord.js'
import type { Command } from '../../commands/command.ts'
import type { Answered, Invocation } from '../../commands/dispatch.ts'
import type { Languages } from '../../story/languages.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'
import type { ChatLog } from '../chat.ts'
import { chatPlatform } from '../chat-platform.ts'
import { type Attached, fetchPicture } from '../poses/fetch-picture.ts'
import type { PoseTaker } from '../poses/take-pose.ts'
import { openStage, type Shrink } from '../stage.ts'
import { BadToken, type Connection } from '../start.ts'
import { openTeller } from '../tell.ts'
import { watchUnfinished } from '../watch.ts'
import { applicationCommands } from './application-commands.ts'
import { discordChat } from './chat.ts'
import { keepDoor } from './door.ts'
import { type DiscordDesk, handleInteraction } from './interactions.ts'
import { registerCommands } from './register.ts'
import { noteServers, watchServers } from './servers.ts'
import { translations } from './translations/index.ts'

interface Log extends ChatLog {
  info(details: object, sentence: string): void
}

export interface DiscordOptions {
  readonly token: string
  /** Another address of Discord's API, for tests. */
  readonly api?: string | undefined
  /** Which shards this process runs; all of them when not given. */
  readonly shards?: { readonly ids: readonly number[]; readonly count: number } | undefined
  readonly store: Store
  readonly pictures: FrameStore
  readonly commands: readonly Command[]
  readonly languages: Languages
  readonly poses: PoseTaker
  /** How attached files are fetched. */
  readonly fetchPicture?: (attached: Attached) => Promise<Uint8Array>
  readonly say: (said: Invocation, acknowledge: () => Promise<void>) => Promise<Answered>
  readonly shrink: Shrink
  readonly newReference: () => string
  readonly log: Log
}

/** Messages that are brought up to date in one look, of 125 requests that Discord takes until the next. */
const looksOfToken = 50

/**
 * Resolves when the bot is logged in and its commands are registered. `BadToken` when Discord does
 * not know the token; anything else is an outage that may pass.
 */
export async function connectDiscord(options: DiscordOptions): Promise<Connection> {
  const { store, pictures, commands, languages, poses, say, shrink, newReference, log } = options
  const { fetchPicture: fetched = fetchPicture } = options
  const client = newClient(options)
  keepDoor(client, { newReference, log })
  client.on(Events.Error, (err) => log.warn({ err }, 'Discord trouble'))
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    log.warn({ shard, code }, 'Discord closed the connection for good.'),
  )
  client.rest.on('invalidRequestWarning', ({ count, remainingTime }) =>
    log.warn({ count, remainingTime }, 'Discord refuses many requests; it will soon refuse all.'),
  )
  const isOurs = (guildId: string): boolean => client.guilds.cache.has(guildId)
  const chat = discordChat(client.rest)
  const stage = openStage(store, pictures, chat, shrink)
  const teller = openTeller({ store, stage, chat, isOurs, log })
  const speaking = { store, commands, languages, poses, say, teller, newReference, log }
  const desk: DiscordDesk = { ...speaking, fetchPicture: (attached) => fetched(attached) }
  const underWay = new Set<Promise<void>>()
  const listen = (interaction: Interaction) => {
    const work = handleInteraction(interaction, desk).finally(() => underWay.delete(work))
    underWay.add(work)
  }
  client.on(Events.InteractionCreate, listen)
  watchServers(client, store, log)
  try {
    await logIn(client, options.token)
    // One of several processes knows only its own servers.
    if (options.shards === undefined) await noteServers(store, isOurs)
    const wanted = applicationCommands(commands, translations)
    const registration = await registerCommands(client.rest, client.application!.id, wanted)
    log.info(registration, 'Discord is ready.')
  } catch (error) {
    // Whoever tries again brings a client of its own: two would answer everything twice.
    await client.destroy()
    throw error
  }
  const { shards } = options
  // All processes of a token share what Discord takes of it.
  const most = shards && Math.ceil((looksOfToken * shards.ids.length) / shards.count)
  const watch = watchUnfinished({ platform: 'discord', store, stage, isOurs, log, most })

  return {
    platform: chatPlatform(store, stage, chat, log),
    sweep: (left) => teller.tellForgotten(left),
    close: async () => {
      client.off(Events.InteractionCreate, listen)
      await watch.close()
      // What was begun is answered before the connection goes.
      await Promise.all(underWay)
      await client.destroy()
    },
  }
}

/** Only what interactions need: no messages are read, nobody's presence is known. */
function newClient({ api, shards }: DiscordOptions): Client {
  return new NewClient({
    intents: [GatewayIntentBits.Guilds],
    shards: shards === undefined ? 'auto' : [...shards.ids],
    ...(shards === undefined ? {} : { shardCount: shards.count }),
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: 0,
      UserManager: 0,
    }),
    rest: {
      // discord.js keeps a queue for every interaction's token, for an hour if it is let.
      handlerSweepInterval: 300_000,
      ...(api === undefined ? {} : { api }),
    },
  })
}

async function logIn(client: Client, token: string): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve())
  })
  try {
    await client.login(token)
  } catch (cause) {
    const code = (cause as { code?: string }).code
    if (code === 'TokenInvalid') {
      throw new BadToken('DISCORD_TOKEN is not accepted by Discord.', { cause })
    }
    throw cause
  }
  await ready
}
