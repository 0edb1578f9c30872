/** Discord as Troupe needs it, and what becomes of a refusal. */

import { createHash } from 'node:crypto'
import { type APIMessage, ChannelType, DiscordAPIError, type REST, Routes } from 'discord.js'
import { decodeThreadId } from '../../story/thread-id.ts'
import { type Chat, type Outgoing, Unreachable } from '../chat.ts'
import { shortened, toRequest } from './outgoing.ts'
import { channelOf, discordThreadId } from './said.ts'

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

/** Whether a message shows what a request says: its words, its buttons and as many pictures. */
function isAsSaid(
  { content, components = [], attachments }: APIMessage,
  said: ReturnType<typeof toRequest>['body'],
): boolean {
  const buttonsOf = (rows: readonly object[]): string[] =>
    rows.flatMap((row) =>
      'components' in row
        ? (row.components as { custom_id?: string }[]).map(({ custom_id }) => custom_id ?? '')
        : [],
    )
  return (
    content.trim() === said.content.trim() &&
    attachments.length === said.attachments.length &&
    buttonsOf(components).join() === buttonsOf(said.components).join()
  )
}

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

  const send = (channelId: string, message: Outgoing, key: string) =>
    opened(channelId, async () => {
      const { body, files } = toRequest(message)
      const nonce = { nonce: nonceOf(key), enforce_nonce: true }
      const answer = await rest.post(Routes.channelMessages(channelId), {
        body: { ...body, ...nonce },
        files,
      })
      const standing = answer as APIMessage
      // Whoever posted it first may have been stopped before its id was stored, and it shows what was then.
      if (!isAsSaid(standing, body)) {
        await rest.patch(Routes.channelMessage(channelId, standing.id), { body, files })
      }
      return standing.id
    })

  return {
    platform: 'discord',

    /** Within some minutes Discord knows the nonce of a message. */
    post: (threadId, message, key) => reached(() => send(channelOf(threadId), message, key)),

    edit: (threadId, messageId, message) =>
      reached(() =>
        opened(channelOf(threadId), async () => {
          const route = Routes.channelMessage(channelOf(threadId), messageId)
          try {
            await rest.patch(route, toRequest(message))
            return true
          } catch (error) {
            if (codeOf(error) === codes.unknownMessage) return false
            throw error
          }
        }),
      ),

    isThread: (threadId) =>
      reached(async () => {
        const channel = await rest.get(Routes.channel(channelOf(threadId)))
        return threadTypes.includes((channel as { type: ChannelType }).type)
      }),

    openThread: (threadId, messageId, name) =>
      reached(async () => {
        const { workspace } = decodeThreadId(threadId)
        try {
          const thread = await rest.post(Routes.threads(channelOf(threadId), messageId), {
            body: { name: shortened(name, longestThreadName), auto_archive_duration: archiveAfter },
          })
          return discordThreadId(workspace, (thread as { id: string }).id)
        } catch (error) {
          // A thread has the id of its message.
          if (codeOf(error) === codes.hasThread) return discordThreadId(workspace, messageId)
          throw error
        }
      }),

    direct: (_threadId, userId, message, key) =>
      reached(async () => {
        const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })
        await send((channel as { id: string }).id, message, key)
      }),
  }
}
