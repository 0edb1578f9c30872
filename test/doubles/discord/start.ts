import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveAttachment } from './attachment-files.ts'
import { openDescription } from './description.ts'
import { type Faults, planFaults } from './faults.ts'
import { openGateway } from './gateway.ts'
import { type ChannelHandle, channelHandle } from './people/channel.ts'
import { deliver } from './people/deliver.ts'
import { type GuildHandle, type GuildOptions, makeGuild, newUser } from './people/guild.ts'
import { type Person, person } from './people/person.ts'
import { rateLimits } from './rate-limits.ts'
import { noteLate } from './routes/interactions.ts'
import type { Command } from './rules/commands.ts'
import { type Request, serveApi } from './server.ts'
import { openSessions } from './sessions.ts'
import { snowflakes } from './snowflakes.ts'
import { removeChannel } from './threads.ts'
import { waitFor } from './wait.ts'
import { welcomeTo } from './welcome.ts'
import type { Interaction, World } from './world.ts'

export interface DiscordOptions {
  /** Milliseconds since 1970, for ids, the 3 seconds, the 15 minutes, nonces and rate limits. */
  readonly now?: () => number
  /** Bits of privileged intents that the application was granted. */
  readonly privilegedIntents?: number
  /** Whether 50 requests a second, and 5 messages in 5 seconds a channel, are too many. */
  readonly enforceRateLimits?: boolean
}

/** Discord on this computer: what a test sees and does. */
export interface Discord {
  /** What discord.js takes: `new Client({ rest: { api: discord.api } })`. */
  readonly api: string
  readonly url: string
  readonly token: string
  readonly botId: string
  guild(options?: GuildOptions): GuildHandle
  /** Somebody who shares no guild with the bot. */
  person(name: string): Person
  /** The channel or thread with an id. */
  channel(id: string): ChannelHandle
  /** What the bot registered, globally or for a guild. */
  commands(guild?: { readonly id: string }): readonly Command[]
  /** Trouble for the next requests. */
  readonly faults: Faults
  /** Every interaction so far. */
  readonly interactions: readonly Interaction[]
  /** Every request so far. */
  readonly requests: readonly Request[]
  /** What no bot may do and this one did; a test that expects some can empty it. */
  readonly violations: string[]
  /** Answers 401, 403 and 429 (unless shared): 10,000 in 10 minutes are a ban. */
  readonly invalidAnswers: number
  /** How often a client identified and resumed. */
  readonly sessions: { readonly identified: number; readonly resumed: number }
  /** Whether a client is there to be told what people do. */
  readonly isHeard: boolean
  /** Breaks every gateway connection; with `isForgotten` sessions cannot be resumed. */
  dropGateway(options?: { readonly isForgotten?: boolean }): void
  /** Asks clients to reconnect, as before maintenance. */
  askToReconnect(): void
  /** Sends an INTERACTION_CREATE as it is; what has an id and a token can be answered. */
  deliver(payload: unknown): Interaction | undefined
  /** Forgets interactions, requests, messages and threads, so that long runs stay small. */
  forget(): void
  waitFor: typeof waitFor
  close(): Promise<void>
}

export async function startDiscord({
  now = Date.now,
  privilegedIntents = 0,
  enforceRateLimits = false,
}: DiscordOptions = {}): Promise<Discord> {
  const newId = snowflakes(now)
  const token = `${Buffer.from(newId()).toString('base64url')}.double.${newId()}`
  const sessions = openSessions(newId)
  const bot = { id: newId(), name: 'Troupe', bot: true, dmsClosed: true }
  const world: World = {
    now,
    newId,
    token,
    bot,
    url: '',
    privilegedIntents,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    interactions: new Map(),
    commands: new Map(),
    nonces: new Map(),
    uploads: new Map(),
    violations: [],
    emit: sessions.emit,
    isHeard: sessions.isHeard,
  }
  sessions.welcomeWith(welcomeTo(world))

  const requests: Request[] = []
  const planned = planFaults()
  const limits = rateLimits(now, enforceRateLimits)
  let invalidAnswers = 0
  const serve = serveApi({
    world,
    checkBody: await openDescription(),
    faults: planned,
    limits,
    requests,
    onInvalid: () => {
      invalidAnswers += 1
    },
  })
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', world.url)
    if (pathname.startsWith('/attachments/'))
      return serveAttachment(world, pathname, searchParams, response)
    if (pathname.startsWith('/api/v10/')) {
      void serve(request, response, pathname.slice('/api/v10'.length))
      return
    }
    world.violations.push(`${request.method} ${pathname} is not version 10 of the API`)
    response.writeHead(404).end()
  })
  const gateway = openGateway(server, {
    token,
    privilegedIntents,
    sessions,
    violations: world.violations,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    api: `${world.url}/api`,
    url: world.url,
    token,
    botId: bot.id,
    guild: (options) => makeGuild(world, options),
    person: (name) => person(world, newUser(world, name)),
    channel(id) {
      const channel = world.channels.get(id)
      if (channel === undefined) throw new Error(`there is no channel ${id}`)
      return channelHandle(world, channel)
    },
    commands: (guild) => world.commands.get(guild?.id ?? '') ?? [],
    faults: planned.faults,
    get interactions() {
      return [...world.interactions.values()]
    },
    requests,
    get violations() {
      noteLate(world)
      return world.violations
    },
    get invalidAnswers() {
      return invalidAnswers
    },
    sessions: sessions.counts,
    get isHeard() {
      return sessions.isHeard()
    },
    dropGateway({ isForgotten = false } = {}) {
      if (isForgotten) sessions.forget()
      gateway.drop()
    },
    askToReconnect: gateway.askToReconnect,
    deliver: (payload) => deliver(world, payload),
    forget() {
      world.interactions.clear()
      world.nonces.clear()
      requests.length = 0
      limits.forget()
      for (const channel of [...world.channels.values()]) {
        channel.messages.length = 0
        if (channel.thread) removeChannel(world, channel)
      }
    },
    waitFor,
    async close() {
      gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
