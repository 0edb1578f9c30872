/** Calls Slack, waiting when it says so; a refusal is no outage. */

import { setTimeout as sleep } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { Removed, Unreachable } from '../chat.ts'

export interface SlackApi {
  /** `Refused` when Slack says no; anything else that is thrown is an outage. */
  call(method: string, args: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** Slack's own word for why it does not do something. */
export class Refused extends Error {
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(`Slack refuses: ${reason}`, options)
    this.reason = reason
  }
}

const invite = 'Invite me there (/invite @Troupe) and say it again.'
export const sentences = {
  channel_not_found: `I cannot see that channel. ${invite}`,
  not_in_channel: `I am not in that channel. ${invite}`,
  is_inactive: 'That channel is archived. Unarchive it, or begin a story in another one.',
  is_archived: 'That channel is archived. Unarchive it, or begin a story in another one.',
  thread_not_found: 'That thread is gone. Begin a story again in the channel.',
  restricted_action: 'Only some people may write in that channel. Ask an admin to let me.',
  restricted_action_read_only_channel: 'Nobody but admins may write in that channel.',
  restricted_action_thread_locked: 'That thread is locked.',
  cannot_reply_to_message: 'Nobody can answer that message. Begin a story in the channel.',
  account_inactive: 'Troupe was removed from this workspace. An admin can install it again.',
  token_revoked: 'Troupe was removed from this workspace. An admin can install it again.',
  invalid_auth:
    'Slack does not know my token any more. Whoever runs Troupe must give me a new one.',
  token_expired: 'My token is over. Whoever runs Troupe must give me a new one.',
  missing_scope:
    'A permission is missing. Whoever runs Troupe must install it again (docs/slack.md).',
  ekm_access_denied: 'The administrators of this workspace have suspended writing.',
  team_access_not_granted: 'Troupe may not enter this workspace. An admin can install it.',
  user_not_found: 'That person is not here any more.',
  user_disabled: 'That person is not here any more.',
  cannot_dm_bot: 'Bots take no direct messages.',
  messages_tab_disabled: 'Direct messages with me are switched off.',
  user_not_in_channel: 'That person is not in the channel.',
} as const satisfies Readonly<Record<string, string>>

/** Slack's words for a workspace that removed Troupe. */
const removed: readonly string[] = ['account_inactive', 'token_revoked']
export const isRemoval = (error: unknown): boolean =>
  error instanceof Refused && removed.includes(error.reason)

/** The work; what Slack refuses for good becomes a sentence with a way on. */
export async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const known: Readonly<Record<string, string>> = sentences
    const sentence = error instanceof Refused ? known[error.reason] : undefined
    if (sentence === undefined) throw error
    throw new (isRemoval(error) ? Removed : Unreachable)(sentence, { cause: error })
  }
}

/** How long Slack's own pauses are waited for, milliseconds; then it is an outage. */
const patienceMs = 60_000

export function slackApi(client: Pick<webApi.WebClient, 'apiCall'>): SlackApi {
  return {
    async call(method, args) {
      for (let waited = 0; ; ) {
        try {
          return await client.apiCall(method, { ...args })
        } catch (error) {
          if (error instanceof webApi.WebAPIPlatformError) {
            throw new Refused(error.data.error, { cause: error })
          }
          if (!(error instanceof webApi.WebAPIRateLimitedError)) throw error
          waited += error.retryAfter * 1000
          if (waited > patienceMs) throw error
          await sleep(error.retryAfter * 1000)
        }
      }
    },
  }
}
