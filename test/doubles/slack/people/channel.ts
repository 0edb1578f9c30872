import { emit } from '../events.ts'
import { deleteMessage, repliesTo } from '../messages.ts'
import type { Channel, Message, Workspace, World } from '../world.ts'

/** Somewhere people write: a channel, or a thread in it. */
export interface Place {
  /** The id of the channel. */
  readonly id: string
  readonly threadTs?: string
}

export interface ThreadHandle extends Place {
  readonly threadTs: string
  /** Replies that everybody sees, oldest first; changes as it changes. */
  readonly messages: readonly Message[]
}

/** A channel, or direct messages, as everybody sees it and an admin changes it. */
export interface ChannelHandle extends Place {
  readonly name: string
  readonly isArchived: boolean
  /** What everybody in it sees, replies too, oldest first; changes as it changes. */
  readonly messages: readonly Message[]
  /** What only one person sees. */
  readonly ephemeral: readonly Message[]
  thread(message: Message): ThreadHandle
  archive(): void
  unarchive(): void
  rename(name: string): void
  /** Deletes a message. */
  delete(message: Message): void
  kickBot(): void
  inviteBot(): void
  /** Takes somebody out. */
  kick(person: { readonly id: string }): void
}

export function channelHandle(world: World, workspace: Workspace, channel: Channel): ChannelHandle {
  const { id, members, kind } = channel
  const isPrivate = kind === 'private'
  return {
    id,
    get name() {
      return channel.name
    },
    get isArchived() {
      return channel.isArchived
    },
    get messages() {
      return channel.messages.filter(({ onlyFor }) => !onlyFor)
    },
    get ephemeral() {
      return channel.messages.filter(({ onlyFor }) => onlyFor)
    },
    thread({ ts, threadTs }) {
      const parent = threadTs ?? ts
      return {
        id,
        threadTs: parent,
        get messages() {
          return repliesTo(channel, { ts: parent })
        },
      }
    },
    archive() {
      channel.isArchived = true
      emit(world, workspace, { type: isPrivate ? 'group_archive' : 'channel_archive', channel: id })
    },
    unarchive() {
      channel.isArchived = false
      const type = isPrivate ? 'group_unarchive' : 'channel_unarchive'
      emit(world, workspace, { type, channel: id })
    },
    rename(name) {
      channel.name = name
      const type = isPrivate ? 'group_rename' : 'channel_rename'
      emit(world, workspace, { type, channel: { id, name, name_normalized: name } })
    },
    delete: (message) => deleteMessage(world, message),
    kickBot() {
      members.delete(workspace.bot.id)
      emit(world, workspace, { type: isPrivate ? 'group_left' : 'channel_left', channel: id })
    },
    inviteBot() {
      members.add(workspace.bot.id)
      emit(world, workspace, {
        type: 'member_joined_channel',
        user: workspace.bot.id,
        channel: id,
        channel_type: isPrivate ? 'G' : 'C',
        team: workspace.id,
      })
    },
    kick: (person) => void members.delete(person.id),
  }
}
