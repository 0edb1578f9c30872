/** The few things that Troupe asks of Discord, and what it makes of a refusal. */

import { createHash } from 'node:crypto'
import { ChannelType, DiscordAPIError, type REST, Routes } from 'discord.js'
import { type Outgoing, shortened, toRequest } from './outgoing.ts'

/** Discord will not take it, however often it is tried; the message is a sentence for people. */
export class Unreachable extends Error {}

export interface Chat {
  /** The new message's id; the same `key` within some minutes gives the first message again. */
  post(channelId: string, message: Outgoing, key: string): Promise<string>
  /** False when the message is gone. Opens an archived thread again. */
  edit(channelId: string, messageId: string, message: Outgoing): Promise<boolean>
  isThread(channelId: string): Promise<boolean>
  /** The thread of a message, opened when it has none yet. */
  openThread(channelId: string, messageId: string, name: string): Promise<string>
  /** A direct message; people may have closed theirs, so this may throw `Unreachable`. */
  direct(userId: string, message: Outgoing, key: string): Promise<void>
}

const codes = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMessage: 10008,
  noAccess: 50001,
  cannotDirect: 50007,
  noPermission: 50013,
  wrongKindOfChannel: 50024,
  archived: 50083,
  hasThread: 160004,
  lockedThread: 160005,
  tooManyThreads: 160006,
} as const

const sentences: Readonly<Record<number, string>> = {
  [codes.unknownChannel]: 'The channel or thread is gone.',
  [codes.unknownGuild]: 'Troupe is not in that server any more.',
  [codes.noAccess]: 'Troupe may not see that channel.',
  [codes.cannotDirect]: 'That person takes no direct messages.',
  [codes.noPermission]:
    'Troupe may not write there: it needs to view the channel, send messages (in threads too), ' +
    'attach files and read the history.',
  [codes.wrongKindOfChannel]: 'That does not work in a channel of this kind.',
  [codes.lockedThread]: 'The thread is locked.',
  [codes.tooManyThreads]: 'The server has as many threads as Discord allows.',
}

const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError ? Number(error.code) : undefined

const threadTypes: readonly ChannelType[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]
const longestThreadName = 100
/** Minutes until Discord tidies a quiet thread away: a week. */
const archiveAfter = 10_080

/** Discord's own limit for a nonce is 25 characters. */
const nonceOf = (key: string): string =>
  createHash('sha256').update(key).digest('base64url').slice(0, 22)

export function discordChat(rest: REST): Chat {
  const reached = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      const sentence = sentences[codeOf(error) ?? 0]
      throw sentence === undefined ? error : new Unreachable(sentence, { cause: error })
    }
  }
  /** Archived threads take no edits; writing in one opens it, unless it is locked. */
  const opened = async <T>(channelId: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (codeOf(error) !== codes.archived) throw error
      await rest.patch(Routes.channel(channelId), { body: { archived: false } })
      return work()
    }
  }

  const post = (channelId: string, message: Outgoing, key: string) =>
    reached(() =>
      opened(channelId, async () => {
        const { body, files } = toRequest(message)
        const nonce = { nonce: nonceOf(key), enforce_nonce: true }
        const sent = await rest.post(Routes.channelMessages(channelId), {
          body: { ...body, ...nonce },
          files,
        })
        return (sent as { id: string }).id
      }),
    )

  return {
    post,

    edit: (channelId, messageId, message) =>
      reached(() =>
        opened(channelId, async () => {
          try {
            await rest.patch(Routes.channelMessage(channelId, messageId), toRequest(message))
            return true
          } catch (error) {
            if (codeOf(error) === codes.unknownMessage) return false
            throw error
          }
        }),
      ),

    isThread: (channelId) =>
      reached(async () => {
        const channel = await rest.get(Routes.channel(channelId))
        return threadTypes.includes((channel as { type: ChannelType }).type)
      }),

    openThread: (channelId, messageId, name) =>
      reached(async () => {
        try {
          const thread = await rest.post(Routes.threads(channelId, messageId), {
            body: { name: shortened(name, longestThreadName), auto_archive_duration: archiveAfter },
          })
          return (thread as { id: string }).id
        } catch (error) {
          // A thread has the id of its message.
          if (codeOf(error) === codes.hasThread) return messageId
          throw error
        }
      }),

    direct: (userId, message, key) =>
      reached(async () => {
        const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })
        await post((channel as { id: string }).id, message, key)
      }),
  }
}
