import { demand, openChannel, openGuild } from '../access.ts'
import { DiscordError, type Problem, refuse } from '../errors.ts'
import { may } from '../permissions.ts'
import { changeThread, guildsIntent, removeChannel } from '../threads.ts'
import { channelJson } from '../wire/channels.ts'
import { guildJson } from '../wire/guilds.ts'
import { memberJson } from '../wire/users.ts'
import type { Channel, World } from '../world.ts'
import { type Answer, type Call, ok, type Route } from './route.ts'

/** Channels as such, guilds and their members. */
export const channelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/channels/{channel_id}',
    handle: ({ world, params }) => ok(channelJson(world, openChannel(world, params.channel_id))),
  },
  { method: 'PATCH', path: '/channels/{channel_id}', handle: change },
  {
    method: 'DELETE',
    path: '/channels/{channel_id}',
    handle({ world, params }) {
      const channel = openChannel(world, params.channel_id)
      demand(world, channel, channel.thread ? 'ManageThreads' : 'ManageChannels')
      removeChannel(world, channel)
      return ok(channelJson(world, channel))
    },
  },
  { method: 'POST', path: '/users/@me/channels', handle: openDirectMessages },
  {
    method: 'GET',
    path: '/guilds/{guild_id}',
    handle: ({ world, params }) => ok(guildJson(openGuild(world, params.guild_id))),
  },
  {
    method: 'GET',
    path: '/guilds/{guild_id}/members/{user_id}',
    handle({ world, params }) {
      const member = openGuild(world, params.guild_id).members.get(params.user_id!)
      if (member === undefined) throw new DiscordError(10013)
      return ok(memberJson(member))
    },
  },
]

interface ChannelChange {
  readonly name?: string
  readonly archived?: boolean
  readonly locked?: boolean
  readonly invitable?: boolean
  readonly auto_archive_duration?: number
}

function change({ world, params, body }: Call): Answer {
  const channel = openChannel(world, params.channel_id)
  const wanted = body as ChannelChange
  refuse(checkChange(wanted))
  if (channel.thread) {
    demandThreadChange(world, channel, wanted)
    const { auto_archive_duration: autoArchiveMinutes, ...rest } = wanted
    const { name, archived, locked, invitable } = rest
    const given = Object.entries({ name, archived, locked, invitable, autoArchiveMinutes })
    const change = given.filter(([, value]) => value !== undefined && value !== null)
    changeThread(world, channel, Object.fromEntries(change))
  } else {
    demand(world, channel, 'ManageChannels')
    if (wanted.name !== undefined) channel.name = wanted.name
    world.emit('CHANNEL_UPDATE', guildsIntent, channelJson(world, channel))
  }
  return ok(channelJson(world, channel))
}

/** The description takes what any kind of channel would take. */
function checkChange({ name, auto_archive_duration: minutes }: ChannelChange): Problem[] {
  const problems: Problem[] = []
  if (name !== undefined && (name.length < 1 || name.length > 100)) {
    problems.push({ at: 'name', message: 'Must be between 1 and 100 in length.' })
  }
  if (minutes !== undefined && ![60, 1440, 4320, 10080].includes(minutes)) {
    problems.push({ at: 'auto_archive_duration', message: `${minutes} is no choice` })
  }
  return problems
}

/** Archived threads change only by opening them; locking is for those who manage threads. */
function demandThreadChange(world: World, channel: Channel, wanted: ChannelChange): void {
  const { ownerId, archived, locked } = channel.thread!
  if (archived && wanted.archived !== false) throw new DiscordError(50083)
  if (may(world, channel, world.bot.id, 'ManageThreads')) return
  const isOpening = archived && !locked && wanted.locked === undefined
  const isOwn = ownerId === world.bot.id && wanted.locked === undefined && !locked
  if (!isOwn && !isOpening) throw new DiscordError(50013)
}

function openDirectMessages({ world, body }: Call): Answer {
  const { recipient_id: id } = body as { readonly recipient_id?: string | null }
  const recipient = world.users.get(id ?? '')
  if (recipient === undefined || recipient.bot) throw new DiscordError(50033)
  return ok(channelJson(world, directMessages(world, recipient.id)))
}

/** The channel between the bot and somebody, made on first use. */
export function directMessages(world: World, userId: string): Channel {
  const recipient = world.users.get(userId)!
  const old = [...world.channels.values()].find((one) => one.recipient === recipient)
  if (old) return old
  const channel: Channel = {
    id: world.newId(),
    type: 1,
    name: '',
    guildId: undefined,
    parentId: undefined,
    overwrites: [],
    thread: undefined,
    recipient,
    messages: [],
  }
  world.channels.set(channel.id, channel)
  return channel
}
