import { demand, openChannel, openMessage } from '../access.ts'
import { DiscordError, refuse } from '../errors.ts'
import { deleteMessage, editMessage, postMessage } from '../messages.ts'
import { may } from '../permissions.ts'
import { checkMessage, type MessageBody } from '../rules/message.ts'
import { messageJson } from '../wire/messages.ts'
import type { Channel, Message, World } from '../world.ts'
import { type Answer, type Call, done, ok, type Route } from './route.ts'

const all = '/channels/{channel_id}/messages'
const one = `${all}/{message_id}`
/** How long a nonce is remembered: "the past few minutes". */
export const nonceMs = 3 * 60_000

/** Messages that the bot writes by itself. */
export const messageRoutes: readonly Route[] = [
  { method: 'POST', path: all, handle: create },
  { method: 'GET', path: all, handle: list },
  {
    method: 'GET',
    path: one,
    handle(call) {
      const [, message] = find(call, 'ReadMessageHistory')
      return ok(messageJson(call.world, message))
    },
  },
  { method: 'PATCH', path: one, handle: edit },
  { method: 'DELETE', path: one, handle: remove },
  {
    method: 'POST',
    path: '/channels/{channel_id}/typing',
    handle({ world, params }) {
      demandVoice(world, openChannel(world, params.channel_id))
      return done
    },
  },
]

function find({ world, params }: Call, ...needed: Parameters<typeof demand>[2][]) {
  const channel = openChannel(world, params.channel_id)
  demand(world, channel, ...needed)
  return [channel, openMessage(channel, params.message_id)] as const
}

function demandVoice(world: World, channel: Channel): void {
  if (![0, 1, 2, 5, 10, 11, 12].includes(channel.type)) throw new DiscordError(50024)
  if (channel.recipient?.dmsClosed) throw new DiscordError(50007)
  demand(world, channel, channel.thread ? 'SendMessagesInThreads' : 'SendMessages')
}

function create({ world, params, body, files }: Call): Answer {
  const draft = body as MessageBody
  const channel = openChannel(world, params.channel_id)
  demandVoice(world, channel)
  demandParts(world, channel, draft, files.size)
  refuse(checkMessage(draft))
  const same = sameNonce(world, channel, draft)
  if (same) return ok(messageJson(world, same))
  const reference = checkReference(channel, draft)
  const whole = { ...draft, message_reference: reference }
  const message = postMessage(world, channel, whole, files, { author: world.bot })
  if (message.nonce !== undefined) world.nonces.set(nonceKey(channel, message.nonce), message)
  return ok(messageJson(world, message))
}

function demandParts(
  world: World,
  channel: Channel,
  { embeds, message_reference }: MessageBody,
  files: number,
): void {
  if (files > 0) demand(world, channel, 'AttachFiles')
  if (embeds?.length) demand(world, channel, 'EmbedLinks')
  if (message_reference && !may(world, channel, world.bot.id, 'ReadMessageHistory')) {
    throw new DiscordError(160002)
  }
}

const nonceKey = ({ id }: Channel, nonce: MessageBody['nonce']): string => `${id} ${nonce}`

/**
 * What `enforce_nonce` promises: the bot's earlier message with that nonce, in the past minutes. One
 * that was deleted since is unknown, and not sent again: discord/discord-api-docs, pull request 6647.
 */
function sameNonce(
  { nonces, now }: World,
  channel: Channel,
  { nonce, enforce_nonce }: MessageBody,
): Message | undefined {
  if (!enforce_nonce || nonce === undefined || nonce === null) return undefined
  const message = nonces.get(nonceKey(channel, nonce))
  if (message === undefined || now() - message.createdAt >= nonceMs) return undefined
  if (message.deleted) throw new DiscordError(10008)
  return message
}

function checkReference(
  channel: Channel,
  { message_reference: reference }: MessageBody,
): MessageBody['message_reference'] {
  if (!reference) return undefined
  if (channel.messages.some(({ id, onlyFor }) => id === reference.message_id && !onlyFor)) {
    return reference
  }
  if (reference.fail_if_not_exists === false) return undefined
  const problem = { at: 'message_reference', message: 'Unknown message' }
  throw new DiscordError(50035, [problem], false)
}

function list({ world, params, query }: Call): Answer {
  const channel = openChannel(world, params.channel_id)
  if (!may(world, channel, world.bot.id, 'ReadMessageHistory')) return ok([])
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new DiscordError(50035, [{ at: 'limit', message: 'Must be between 1 and 100.' }])
  }
  const everybodys = channel.messages.filter(({ onlyFor }) => !onlyFor)
  const page = pageOf(everybodys, query, limit)
  return ok(page.reverse().map((message) => messageJson(world, message)))
}

/** Messages before, after or around an id, or the latest; oldest first. */
function pageOf(messages: readonly Message[], query: URLSearchParams, limit: number): Message[] {
  const [before, after, around] = ['before', 'after', 'around'].map((key) => query.get(key))
  const isOlder = (id: string) => (message: Message) => BigInt(message.id) < BigInt(id)
  if (before) return messages.filter(isOlder(before)).slice(-limit)
  if (after) {
    const newer = messages.filter(({ id }) => BigInt(id) > BigInt(after))
    return newer.slice(0, limit)
  }
  if (!around) return messages.slice(-limit)
  const older = messages.filter(isOlder(around)).length
  const first = Math.max(0, older - Math.floor(limit / 2))
  return messages.slice(first, first + limit)
}

function edit(call: Call): Answer {
  const { world, files } = call
  const body = call.body as MessageBody
  const [channel, message] = find(call)
  if (message.author.id !== world.bot.id) throw new DiscordError(50005)
  if (channel.thread?.locked && !may(world, channel, world.bot.id, 'ManageThreads')) {
    throw new DiscordError(channel.thread.archived ? 50083 : 160005)
  }
  if (files.size > 0) demand(world, channel, 'AttachFiles')
  refuse(checkMessage(body, message.componentsV2))
  editMessage(world, message, body, files)
  return ok(messageJson(world, message))
}

function remove(call: Call): Answer {
  const { world } = call
  const [channel, message] = find(call)
  if (message.author.id !== world.bot.id) demand(world, channel, 'ManageMessages')
  if (channel.thread?.archived) throw new DiscordError(50083)
  deleteMessage(world, message)
  return done
}
