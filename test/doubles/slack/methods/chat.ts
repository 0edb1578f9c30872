import { channelToWrite, findChannel, findMessage, findUser } from '../access.ts'
import { type Arguments, isFalse, isTrue, required, structured, text } from '../body.ts'
import { SlackError } from '../errors.ts'
import { deleteMessage, editMessage, postMessage, repliesTo } from '../messages.ts'
import { characters, isRecord } from '../rules/check.ts'
import { checkDraft, checkMetadata, type Draft, shortTextLimit } from '../rules/message.ts'
import { messageJson } from '../wire/messages.ts'
import type { Channel, Message, Metadata, World } from '../world.ts'
import { type Call, demandScope, type Methods } from './method.ts'

const scope = 'chat:write'
const content = ['channel', 'text', 'blocks', 'metadata', 'parse', 'link_names']

export const chatMethods: Methods = {
  'chat.postMessage': {
    by: 'bot',
    scope,
    arguments: [
      ...content,
      'thread_ts',
      'reply_broadcast',
      'unfurl_links',
      'unfurl_media',
      'mrkdwn',
      'username',
      'icon_url',
      'icon_emoji',
    ],
    handle: post,
  },
  'chat.postEphemeral': {
    by: 'bot',
    scope,
    arguments: [...content, 'user', 'thread_ts'],
    handle: postEphemeral,
  },
  'chat.update': {
    by: 'bot',
    scope,
    arguments: [...content, 'ts', 'reply_broadcast', 'unfurl_links', 'unfurl_media'],
    handle: update,
  },
  'chat.delete': { by: 'bot', scope, arguments: ['channel', 'ts'], handle: remove },
}

export function draftOf(given: Arguments): Draft {
  const words = text(given, 'text')
  return checkDraft({ text: words, blocks: structured(given, 'blocks', 'invalid_blocks_format') })
}

function metadataOf(given: Arguments): Metadata | undefined {
  const metadata = structured(given, 'metadata', 'invalid_metadata_format')
  return metadata === undefined ? undefined : checkMetadata(metadata)
}

/** The thread to write into. Slack takes a reply for its thread, and calls that a mistake. */
export function threadOf(world: World, channel: Channel, given: Arguments): string | undefined {
  const ts = text(given, 'thread_ts')
  if (ts === undefined) return undefined
  const parent = channel.messages.find((one) => one.ts === ts && !one.onlyFor)
  const hasReplies = repliesTo(channel, { ts }).length > 0
  if (parent === undefined && !hasReplies) throw new SlackError('thread_not_found')
  if (parent?.threadTs !== undefined) world.violations.push(`thread_ts ${ts} is a reply's`)
  return parent?.threadTs ?? ts
}

function post({ world, token, given }: Call): Record<string, unknown> {
  if (['username', 'icon_url', 'icon_emoji'].some((name) => given[name])) {
    demandScope(token, 'chat:write.customize')
  }
  const channel = channelToWrite(world, token, required(given, 'channel'))
  noteParsing(world, given)
  const message = postMessage(world, channel, draftOf(given), {
    author: token.workspace.bot,
    threadTs: threadOf(world, channel, given),
    metadata: metadataOf(given),
    isBroadcast: isTrue(given.reply_broadcast),
    unfurlLinks: isTrue(given.unfurl_links),
    unfurlMedia: !isFalse(given.unfurl_media),
  })
  return {
    channel: channel.id,
    ts: message.ts,
    message: { ...messageJson(world, message, true), subtype: 'bot_message' },
  }
}

/** These make Slack look for names in words that people wrote. */
function noteParsing({ violations }: World, { parse, link_names }: Arguments): void {
  if (parse === 'full' || isTrue(link_names)) {
    violations.push('parse=full and link_names make pings of plain words')
  }
}

function postEphemeral({ world, token, given }: Call): Record<string, unknown> {
  const { workspace } = token
  const channel = findChannel(world, workspace, required(given, 'channel'))
  if (channel.isArchived) throw new SlackError('is_archived')
  if (!channel.members.has(workspace.bot.id)) throw new SlackError('not_in_channel')
  const onlyFor = findUser(world, workspace, required(given, 'user'))
  if (!channel.members.has(onlyFor.id)) throw new SlackError('user_not_in_channel')
  noteParsing(world, given)
  const threadTs = threadOf(world, channel, given)
  const writing = { author: workspace.bot, threadTs, onlyFor }
  return { message_ts: postMessage(world, channel, draftOf(given), writing).ts }
}

/** A message of the bot's own, which alone it may change. */
function ownMessage({ world, token, given }: Call, otherwise: string): [Channel, Message] {
  const channel = findChannel(world, token.workspace, required(given, 'channel'))
  const message = findMessage(channel, required(given, 'ts'))
  if (message.author !== token.workspace.bot) throw new SlackError(otherwise)
  if (!channel.members.has(token.workspace.bot.id) && !token.scopes.includes('chat:write.public')) {
    throw new SlackError('not_in_channel')
  }
  return [channel, message]
}

function update(call: Call): Record<string, unknown> {
  const { world, given } = call
  const [channel, message] = ownMessage(call, 'cant_update_message')
  if (channel.isArchived) throw new SlackError('is_inactive')
  noteParsing(world, given)
  const draft = draftOf(given)
  if (draft.text === undefined && draft.blocks === undefined) throw new SlackError('no_text')
  if (characters(draft.text ?? '') > shortTextLimit) throw new SlackError('msg_too_long')
  const metadata = structured(given, 'metadata', 'invalid_metadata_format')
  const isRemoved = isRecord(metadata) && Object.keys(metadata).length === 0
  const kept = metadata === undefined ? message.metadata : undefined
  editMessage(world, message, draft, kept ?? (isRemoved ? undefined : metadataOf(given)))
  const { ts, text } = message
  return { channel: channel.id, ts, text, message: messageJson(world, message, true) }
}

function remove(call: Call): Record<string, unknown> {
  const [channel, message] = ownMessage(call, 'cant_delete_message')
  deleteMessage(call.world, message)
  return { channel: channel.id, ts: message.ts }
}
