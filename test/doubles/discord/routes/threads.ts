import { demand, openChannel, openMessage } from '../access.ts'
import { DiscordError } from '../errors.ts'
import { joinThread, startThread } from '../threads.ts'
import { channelJson } from '../wire/channels.ts'
import { messageJson } from '../wire/messages.ts'
import type { Channel, World } from '../world.ts'
import { type Answer, type Call, created, done, type Route } from './route.ts'

const publicThread = 11
const privateThread = 12

interface ThreadBody {
  readonly name: string
  readonly auto_archive_duration?: number | null
  readonly type?: number | null
  readonly invitable?: boolean | null
}

/** Starting threads, and being in them. */
export const threadRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/{channel_id}/threads', handle: start },
  {
    method: 'POST',
    path: '/channels/{channel_id}/messages/{message_id}/threads',
    handle: startOnMessage,
  },
  {
    method: 'PUT',
    path: '/channels/{channel_id}/thread-members/@me',
    handle: (call) => join(call, call.world.bot.id),
  },
  {
    method: 'PUT',
    path: '/channels/{channel_id}/thread-members/{user_id}',
    handle(call) {
      const { world, params } = call
      const { guildId } = openChannel(world, params.channel_id)
      const member = world.guilds.get(guildId ?? '')?.members.get(params.user_id!)
      if (member === undefined) throw new DiscordError(10013)
      return join(call, member.user.id)
    },
  },
]

function openParent(world: World, id: string | undefined): Channel {
  const parent = openChannel(world, id)
  if (parent.type !== 0 && parent.type !== 5) throw new DiscordError(50024)
  return parent
}

function start({ world, params, body }: Call): Answer {
  const wanted = body as ThreadBody
  const parent = openParent(world, params.channel_id)
  // Without a type it is private: so it was before threads could be public.
  const type = wanted.type ?? privateThread
  const isPrivate = type === privateThread
  demand(world, parent, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads')
  const thread = startThread(world, parent, {
    id: world.newId(),
    type,
    name: wanted.name,
    ownerId: world.bot.id,
    autoArchiveMinutes: wanted.auto_archive_duration ?? undefined,
    invitable: wanted.invitable ?? undefined,
  })
  return created(channelJson(world, thread))
}

function startOnMessage({ world, params, body }: Call): Answer {
  const wanted = body as ThreadBody
  const parent = openParent(world, params.channel_id)
  demand(world, parent, 'CreatePublicThreads')
  const message = openMessage(parent, params.message_id)
  if (world.channels.has(message.id)) throw new DiscordError(160004)
  const thread = startThread(world, parent, {
    id: message.id,
    type: publicThread,
    name: wanted.name,
    ownerId: world.bot.id,
    autoArchiveMinutes: wanted.auto_archive_duration ?? undefined,
  })
  world.emit('MESSAGE_UPDATE', 1 << 9, {
    ...messageJson(world, message),
    guild_id: parent.guildId,
  })
  return created(channelJson(world, thread))
}

function join({ world, params }: Call, userId: string): Answer {
  const channel = openChannel(world, params.channel_id)
  if (channel.thread === undefined) throw new DiscordError(50024)
  if (channel.thread.archived) throw new DiscordError(50083)
  if (userId !== world.bot.id) demand(world, channel, 'SendMessagesInThreads')
  joinThread(world, channel, userId)
  return done
}
