import { permissionsIn } from '../permissions.ts'
import type { Channel, World } from '../world.ts'
import { iso, userJson, type Wire } from './users.ts'

/** A channel, direct message channel or thread as Discord shows it to the bot. */
export function channelJson(world: World, channel: Channel): Wire {
  const { id, type, name, guildId, recipient, messages } = channel
  const last_message_id = messages.findLast(({ onlyFor }) => !onlyFor)?.id ?? null
  if (recipient) {
    return { id, type, flags: 0, last_message_id, recipients: [userJson(recipient)] }
  }
  if (channel.thread) return threadJson(world, channel)
  return {
    id,
    type,
    guild_id: guildId,
    name,
    position: 0,
    topic: null,
    nsfw: false,
    flags: 0,
    last_message_id,
    parent_id: channel.parentId ?? null,
    rate_limit_per_user: 0,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: String(allow),
      deny: String(deny),
    })),
  }
}

function threadJson(world: World, channel: Channel): Wire {
  const thread = channel.thread!
  const messages = channel.messages.filter(({ onlyFor, deleted }) => !onlyFor && !deleted)
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    parent_id: channel.parentId,
    name: channel.name,
    owner_id: thread.ownerId,
    flags: 0,
    last_message_id: messages.at(-1)?.id ?? null,
    message_count: messages.length,
    total_message_sent: channel.messages.length,
    member_count: Math.min(50, thread.members.size),
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: thread.archived,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: iso(thread.changedAt),
      locked: thread.locked,
      create_timestamp: iso(thread.createdAt),
      ...(channel.type === 12 ? { invitable: thread.invitable } : {}),
    },
    ...(thread.members.has(world.bot.id)
      ? { member: threadMemberJson(channel, world.bot.id, thread.createdAt) }
      : {}),
  }
}

export const threadMemberJson = ({ id }: Channel, user_id: string, joinedAt: number): Wire => ({
  id,
  user_id,
  join_timestamp: iso(joinedAt),
  flags: 0,
})

/** The channel within an interaction, with what the person may do there. */
export const partialChannelJson = (world: World, channel: Channel, userId: string): Wire => ({
  ...channelJson(world, channel),
  ...(channel.guildId === undefined
    ? {}
    : { permissions: String(permissionsIn(world, channel, userId)) }),
})
