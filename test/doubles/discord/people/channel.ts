import { deleteMessage } from '../messages.ts'
import { bits, type PermissionName } from '../permissions.ts'
import { changeThread, guildsIntent, removeChannel, type ThreadChange } from '../threads.ts'
import { channelJson } from '../wire/channels.ts'
import type { Channel, Message, World } from '../world.ts'

/** A channel, thread or direct messages, as everybody sees it and a moderator changes it. */
export interface ChannelHandle {
  readonly id: string
  readonly name: string
  readonly type: number
  readonly isArchived: boolean
  readonly isLocked: boolean
  readonly isDeleted: boolean
  /** What everybody in it sees, oldest first; changes as it changes. */
  readonly messages: readonly Message[]
  /** Threads that are there now, archived ones too. */
  readonly threads: readonly ChannelHandle[]
  /** Ids of those who joined the thread. */
  readonly joined: readonly string[]
  archive(options?: { readonly locked?: boolean }): void
  unarchive(): void
  rename(name: string): void
  /** Deletes the channel or thread, or one message in it. */
  delete(message?: Message): void
  /** Takes permissions from the bot here. */
  forbidBot(...names: PermissionName[]): void
  /** Gives the bot permissions here. */
  allowBot(...names: PermissionName[]): void
}

export function channelHandle(world: World, channel: Channel): ChannelHandle {
  const { id, type } = channel
  const change = (what: ThreadChange): void => {
    if (channel.thread === undefined) throw new Error(`${channel.name} is no thread`)
    changeThread(world, channel, what)
  }
  const permit = (allow: bigint, deny: bigint): void => {
    const { bot } = world
    const old = channel.overwrites.find((one) => one.id === bot.id)
    const overwrite = old ?? { id: bot.id, type: 1, allow: 0n, deny: 0n }
    if (old === undefined) channel.overwrites.push(overwrite)
    overwrite.allow = (overwrite.allow & ~deny) | allow
    overwrite.deny = (overwrite.deny & ~allow) | deny
    world.emit('CHANNEL_UPDATE', guildsIntent, channelJson(world, channel))
  }
  return {
    id,
    type,
    get name() {
      return channel.name
    },
    get isArchived() {
      return channel.thread?.archived ?? false
    },
    get isLocked() {
      return channel.thread?.locked ?? false
    },
    get isDeleted() {
      return !world.channels.has(id)
    },
    get messages() {
      return channel.messages.filter(({ onlyFor }) => !onlyFor)
    },
    get threads() {
      const own = [...world.channels.values()].filter(
        ({ thread, parentId }) => thread && parentId === id,
      )
      return own.map((one) => channelHandle(world, one))
    },
    get joined() {
      return [...(channel.thread?.members ?? [])]
    },
    archive: ({ locked = false } = {}) => change({ archived: true, locked }),
    unarchive: () => change({ archived: false, locked: false }),
    rename(name) {
      if (channel.thread) return change({ name })
      channel.name = name
      world.emit('CHANNEL_UPDATE', guildsIntent, channelJson(world, channel))
    },
    delete: (message) => (message ? deleteMessage(world, message) : removeChannel(world, channel)),
    forbidBot: (...names) => permit(0n, bits(names)),
    allowBot: (...names) => permit(bits(names), 0n),
  }
}
