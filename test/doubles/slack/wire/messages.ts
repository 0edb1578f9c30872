import { repliesTo } from '../messages.ts'
import type { Wire } from '../rules/check.ts'
import type { Message, World } from '../world.ts'
import { fileJson } from './files.ts'

/** A message as Slack shows it to the bot; `metadata` only to whoever asks for it. */
export function messageJson(world: World, message: Message, withMetadata = false): Wire {
  const { ts, threadTs, author, text, blocks, metadata, files, editedAt, onlyFor } = message
  const channel = world.channels.get(message.channelId)!
  const { botId } = world.workspaces.get(author.workspaceId)!
  const replies = threadTs === undefined ? repliesTo(channel, message) : []
  const parent = channel.messages.find((one) => one.ts === threadTs)
  const latest = replies.at(-1)
  return {
    type: 'message',
    user: author.id,
    text,
    ts,
    team: author.workspaceId,
    ...(author.isBot ? { bot_id: botId, app_id: world.app.id } : {}),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(files.length > 0 ? { files: files.map((one) => fileJson(world, one)) } : {}),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs, parent_user_id: parent?.author.id }),
    ...(latest
      ? { thread_ts: ts, reply_count: replies.length, latest_reply: latest.ts, is_locked: false }
      : {}),
    ...(editedAt === undefined ? {} : { edited: { user: author.id, ts: `${editedAt / 1000}` } }),
    ...(onlyFor ? { is_ephemeral: true } : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
  }
}
