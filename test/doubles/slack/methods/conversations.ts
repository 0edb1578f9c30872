import { demandMember, directMessages, findChannel } from '../access.ts'
import { isTrue, required, text } from '../body.ts'
import { SlackError } from '../errors.ts'
import { repliesTo } from '../messages.ts'
import type { Wire } from '../rules/check.ts'
import { channelJson } from '../wire/channels.ts'
import { messageJson } from '../wire/messages.ts'
import type { Channel, Message } from '../world.ts'
import { type Call, demandScope, type Methods, page, scopeFor } from './method.ts'

const reading = [
  'channel',
  'latest',
  'oldest',
  'inclusive',
  'limit',
  'cursor',
  'include_all_metadata',
]

export const conversationMethods: Methods = {
  'conversations.info': {
    by: 'bot',
    arguments: ['channel', 'include_num_members', 'include_locale'],
    handle: (call) => ({ channel: shown(call, find(call, 'read')) }),
  },
  'conversations.history': {
    by: 'bot',
    arguments: reading,
    handle(call) {
      const channel = toRead(call)
      const all = channel.messages.filter(
        ({ threadTs, onlyFor, isBroadcast }) => !onlyFor && (threadTs === undefined || isBroadcast),
      )
      return read(call, all.reverse(), 100)
    },
  },
  'conversations.replies': {
    by: 'bot',
    arguments: [...reading, 'ts'],
    handle(call) {
      const channel = toRead(call)
      const ts = required(call.given, 'ts')
      const parent = channel.messages.find((one) => one.ts === ts && !one.onlyFor)
      const replies = repliesTo(channel, { ts })
      if (parent === undefined && replies.length === 0) throw new SlackError('thread_not_found')
      return read(call, [...(parent ? [parent] : []), ...replies], 1000)
    },
  },
  'conversations.open': {
    by: 'bot',
    scope: 'im:write',
    arguments: ['users', 'channel', 'return_im', 'prevent_creation'],
    handle(call) {
      const { world, token, given } = call
      const users = text(given, 'users')?.split(',') ?? []
      if (users.length === 0) throw new SlackError('users_list_not_supplied')
      if (users.length > 1) throw new SlackError('method_not_supported_for_channel_type')
      const channel = directMessages(world, token.workspace, users[0]!)
      return { channel: isTrue(given.return_im) ? shown(call, channel) : { id: channel.id } }
    },
  },
  'conversations.join': {
    by: 'bot',
    scope: 'channels:join',
    arguments: ['channel'],
    handle(call) {
      const { world, token, given } = call
      const channel = findChannel(world, token.workspace, required(given, 'channel'))
      if (channel.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type')
      if (channel.isArchived) throw new SlackError('is_archived')
      channel.members.add(token.workspace.bot.id)
      return { channel: shown(call, channel) }
    },
  },
  'users.conversations': {
    by: 'bot',
    arguments: ['types', 'exclude_archived', 'limit', 'cursor', 'user'],
    handle(call) {
      const { world, token, given } = call
      const types = (text(given, 'types') ?? 'public_channel').split(',')
      for (const type of types) demandScope(token, `${families[type] ?? 'mpim'}:read`)
      const member = text(given, 'user') ?? token.workspace.bot.id
      const own = [...world.channels.values()].filter(
        (one) =>
          one.workspaceId === token.workspace.id &&
          one.members.has(member) &&
          types.includes(typeNames[one.kind]) &&
          !(one.isArchived && isTrue(given.exclude_archived)),
      )
      const { items, rest } = page(own, given, 100, 999)
      return { channels: items.map((one) => shown(call, one)), ...rest }
    },
  },
}

const typeNames = { public: 'public_channel', private: 'private_channel', im: 'im' } as const
const families: Readonly<Record<string, string>> = {
  public_channel: 'channels',
  private_channel: 'groups',
  im: 'im',
}

const shown = ({ token }: Call, channel: Channel): Wire => channelJson(token.workspace, channel)

function find({ world, token, given }: Call, right: string): Channel {
  const channel = findChannel(world, token.workspace, required(given, 'channel'))
  demandScope(token, scopeFor(channel, right))
  return channel
}

function toRead(call: Call): Channel {
  const channel = find(call, 'history')
  demandMember(call.token.workspace, channel)
  return channel
}

function read({ world, given }: Call, all: readonly Message[], usual: number): Wire {
  const [latest, oldest] = [text(given, 'latest'), text(given, 'oldest')]
  const isInclusive = isTrue(given.inclusive)
  const within = all.filter(({ ts }) => {
    if (isInclusive && (ts === latest || ts === oldest)) return true
    return (!latest || Number(ts) < Number(latest)) && (!oldest || Number(ts) > Number(oldest))
  })
  const { items, rest } = page(within, given, usual, 999 + 1)
  const withMetadata = isTrue(given.include_all_metadata)
  return { messages: items.map((one) => messageJson(world, one, withMetadata)), ...rest }
}
