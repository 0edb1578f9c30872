/** Slack as Troupe needs it. */

import { z } from 'zod'
import { type Chat, type ChatLog, type Outgoing, Unreachable } from '../chat.ts'
import { Refused, reached, type SlackApi } from './api.ts'
import { type Content, toContent } from './outgoing.ts'
import { type Place, placeOf, slackThreadId } from './said.ts'
import type { Show } from './showing.ts'
import type { Workspaces } from './workspaces.ts'

export interface SlackChat extends Chat {
  /** Shows something to one person alone, where they are; `key` as in `post`. */
  whisper(place: Whisper, message: Outgoing, key: string): Promise<void>
}

export interface Whisper {
  readonly threadId: string
  readonly userId: string
  /** Where Slack takes answers to what they did, for half an hour; it knows no membership. */
  readonly responseUrl: string | undefined
}

/** What marks a message as ours, since Slack does not know a message that is posted twice. */
const eventType = 'troupe_message'
/** So far back is looked for a message that may stand there already. */
const lookBackMs = 7 * 86_400_000
/** So far may Slack's clock and the database's be apart. */
const clocksMs = 600_000
const answerMs = 10_000

const posted = z.object({ ts: z.string() })
const opened = z.object({ channel: z.object({ id: z.string() }) })
const page = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
})

/** Slack's words for a message that cannot be changed any more. */
const gone: readonly string[] = ['message_not_found', 'cant_update_message', 'edit_window_closed']

/** `show` says how messages show their pictures. */
export function slackChat(
  workspaces: Workspaces,
  show: Show,
  log: ChatLog,
  now: () => number = Date.now,
): SlackChat {
  /** The message with that key, if it stands there. */
  async function find(
    api: SlackApi,
    { channel, threadTs }: Place,
    key: string,
    since: Date | undefined,
  ): Promise<string | undefined> {
    const [method, where] =
      threadTs === undefined
        ? ['conversations.history', { channel }]
        : ['conversations.replies', { channel, ts: threadTs }]
    // A long thread is not read from its beginning.
    const from = Math.max(now() - lookBackMs, (since?.getTime() ?? 0) - clocksMs)
    const oldest = (from / 1000).toFixed(6)
    for (let cursor = ''; ; ) {
      const answer = await api.call(method, {
        ...where,
        oldest,
        limit: 200,
        include_all_metadata: true,
        ...(cursor === '' ? {} : { cursor }),
      })
      const { messages, response_metadata } = page.parse(answer)
      const found = messages.find(
        ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === key,
      )
      cursor = response_metadata?.next_cursor ?? ''
      if (found !== undefined || cursor === '') return found?.ts
    }
  }

  async function send(place: Place, message: Outgoing, key: string, since?: Date): Promise<string> {
    const workspace = await workspaces.of(place.team)
    const { api } = workspace
    return show(workspace, message, (content) =>
      workspace.inTurn(place.channel, async () => {
        const { channel, threadTs } = place
        const metadata = { event_type: eventType, event_payload: { key } }
        const standing = await find(api, place, key, since)
        if (standing !== undefined) {
          await api.call('chat.update', { channel, ts: standing, ...content, metadata })
          return standing
        }
        const answer = await api.call('chat.postMessage', {
          channel,
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
          ...content,
          metadata,
          unfurl_links: false,
          unfurl_media: false,
        })
        return posted.parse(answer).ts
      }),
    )
  }

  const direct: Chat['direct'] = (threadId, userId, message, key) =>
    reached(async () => {
      const { api } = await workspaces.of(placeOf(threadId).team)
      const { channel } = opened.parse(await api.call('conversations.open', { users: userId }))
      await send({ ...placeOf(threadId), channel: channel.id, threadTs: undefined }, message, key)
    })

  /** False when Slack takes no more answers there. */
  async function answer(url: string, { threadTs }: Place, content: Content): Promise<boolean> {
    const sent = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        response_type: 'ephemeral',
        replace_original: false,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        ...content,
      }),
      signal: AbortSignal.timeout(answerMs),
    }).catch((err: unknown) => {
      log.warn({ err }, 'An answer was not taken.')
      return undefined
    })
    return sent?.ok ?? false
  }

  return {
    platform: 'slack',

    post: (threadId, message, key, since) =>
      reached(() => send(placeOf(threadId), message, key, since)),

    edit: (threadId, messageId, message) =>
      reached(async () => {
        const { channel, team } = placeOf(threadId)
        const workspace = await workspaces.of(team)
        const { api } = workspace
        try {
          await show(workspace, message, (content) =>
            workspace.inTurn(channel, () =>
              api.call('chat.update', { channel, ts: messageId, ...content }),
            ),
          )
          return true
        } catch (error) {
          if (error instanceof Refused && gone.includes(error.reason)) return false
          throw error
        }
      }),

    isThread: async (threadId) => placeOf(threadId).threadTs !== undefined,

    // A thread is there as soon as somebody writes in it.
    openThread: async (threadId, messageId) =>
      slackThreadId({ ...placeOf(threadId), threadTs: messageId }),

    direct,

    async whisper({ threadId, userId, responseUrl }, message, key) {
      const place = placeOf(threadId)
      const { channel, threadTs } = place
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
      const isAnswered = async (content: Content): Promise<boolean> =>
        responseUrl !== undefined && (await answer(responseUrl, place, content))
      const isPlain = message.pictures.length === 0
      // Words alone need no token, so they arrive when the token cannot be read.
      if (isPlain && (await isAnswered(toContent(message)))) return
      try {
        const workspace = await workspaces.of(place.team)
        await show(workspace, message, async (content) => {
          if (!isPlain && (await isAnswered(content))) return
          const shown = { channel, user: userId, ...thread, ...content }
          await reached(() => workspace.api.call('chat.postEphemeral', shown))
        })
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        await direct(threadId, userId, message, key)
      }
    },
  }
}
