import { DiscordError } from './errors.ts'
import { may, sees } from './permissions.ts'
import { channelJson, threadMemberJson } from './wire/channels.ts'
import type { Channel, Thread, World } from './world.ts'

export const guildsIntent = 1

export interface ThreadStart {
  /** A thread on a message has the message's id. */
  readonly id: string
  /** 11 public, 12 private. */
  readonly type: number
  readonly name: string
  readonly ownerId: string
  readonly autoArchiveMinutes?: number | undefined
  readonly invitable?: boolean | undefined
}

export function startThread(world: World, parent: Channel, start: ThreadStart): Channel {
  const { id, type, name, ownerId, autoArchiveMinutes = 4320, invitable = true } = start
  const now = world.now()
  const channel: Channel = {
    id,
    type,
    name,
    guildId: parent.guildId,
    parentId: parent.id,
    overwrites: [],
    recipient: undefined,
    messages: [],
    thread: {
      ownerId,
      createdAt: now,
      changedAt: now,
      archived: false,
      locked: false,
      invitable,
      autoArchiveMinutes,
      members: new Set([ownerId]),
    },
  }
  world.channels.set(id, channel)
  if (sees(world, channel, world.bot.id)) {
    const thread = channelJson(world, channel)
    world.emit('THREAD_CREATE', guildsIntent, { ...thread, newly_created: true })
  }
  return channel
}

export type ThreadChange = Partial<
  Pick<Thread, 'archived' | 'locked' | 'invitable' | 'autoArchiveMinutes'>
> & { readonly name?: string }

export function changeThread(world: World, channel: Channel, change: ThreadChange): void {
  const { name, ...rest } = change
  const thread = channel.thread!
  if (rest.archived !== undefined && rest.archived !== thread.archived) {
    thread.changedAt = world.now()
  }
  Object.assign(thread, rest)
  if (name !== undefined) channel.name = name
  if (sees(world, channel, world.bot.id)) {
    world.emit('THREAD_UPDATE', guildsIntent, channelJson(world, channel))
  }
}

export function joinThread(world: World, channel: Channel, userId: string): void {
  const { members } = channel.thread!
  if (members.has(userId)) return
  members.add(userId)
  const { guildId: guild_id, id } = channel
  const added_members = [threadMemberJson(channel, userId, world.now())]
  world.emit('THREAD_MEMBERS_UPDATE', guildsIntent, {
    id,
    guild_id,
    member_count: members.size,
    added_members,
  })
}

/** Writing in an archived thread opens it again; locked ones are for those who manage threads. */
export function wake(world: World, channel: Channel, userId: string): void {
  const { thread } = channel
  if (thread === undefined || (!thread.archived && !thread.locked)) return
  if (thread.locked && !may(world, channel, userId, 'ManageThreads')) {
    throw new DiscordError(thread.archived ? 50083 : 160005)
  }
  if (thread.archived) changeThread(world, channel, { archived: false })
}

/** Removes a channel or thread; the threads of a channel go with it. */
export function removeChannel(world: World, channel: Channel): void {
  for (const one of world.channels.values()) {
    if (one.parentId === channel.id) removeChannel(world, one)
  }
  const isSeen = sees(world, channel, world.bot.id)
  world.channels.delete(channel.id)
  for (const message of channel.messages) message.deleted = true
  if (!isSeen) return
  const { id, guildId: guild_id, parentId: parent_id, type } = channel
  if (channel.thread) {
    world.emit('THREAD_DELETE', guildsIntent, { id, guild_id, parent_id, type })
  } else {
    world.emit('CHANNEL_DELETE', guildsIntent, channelJson(world, channel))
  }
}
