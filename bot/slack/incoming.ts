/** What is trusted of what Slack sends, checked before anybody reads it. Pure. */

import { z } from 'zod'

/** The message shortcut for the next frame. */
export const shortcutId = 'next_frame'

const id = z.string().regex(/^[A-Z0-9]{2,40}$/)
const timestamp = z.string().regex(/^\d{1,12}\.\d{1,9}$/)
/** Ids of things that happened. */
const occasion = z.string().regex(/^[\w.-]{1,200}$/)
/** Slack asks who somebody is by their id; this is only what they are called until it says. */
const name = z.string().max(100).regex(/\S/).optional().catch(undefined)
/** Without it people are answered in another way. */
const responseUrl = z
  .url({ protocol: /^https?$/ })
  .optional()
  .catch(undefined)
/** Longer than any command. */
const text = z.string().max(20_000)

const user = z.object({ id, name })

export const slashSchema = z.object({
  command: z.string(),
  text: text.default(''),
  trigger_id: occasion,
  response_url: responseUrl,
  user_id: id,
  user_name: name,
  channel_id: id,
})

export const buttonSchema = z
  .object({
    trigger_id: occasion,
    response_url: responseUrl,
    user,
    channel: z.object({ id }).optional(),
    container: z.object({ channel_id: id.optional(), thread_ts: timestamp.optional() }).optional(),
    message: z.object({ thread_ts: timestamp.optional() }).optional(),
    actions: z.array(z.object({ action_id: z.string() })).min(1),
  })
  .transform(({ channel, container, message, actions: [action], ...rest }, context) => {
    const where = channel?.id ?? container?.channel_id
    if (where !== undefined && action !== undefined) {
      const threadTs = container?.thread_ts ?? message?.thread_ts
      return { ...rest, channel: where, threadTs, buttonId: action.action_id }
    }
    context.addIssue('A button without a channel.')
    return z.NEVER
  })

export const windowSchema = z.object({
  user,
  view: z.object({
    id: occasion,
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({
            value: text.nullish(),
            selected_option: z.unknown().optional(),
            files: z.array(z.object({ url_private: z.string().max(3000) })).nullish(),
          }),
        ),
      ),
    }),
  }),
})

export const shortcutSchema = z.object({
  trigger_id: occasion,
  response_url: responseUrl,
  user,
  channel: z.object({ id }),
  message: z.object({ ts: timestamp, thread_ts: timestamp.optional() }),
})

export const mentionSchema = z.object({
  event_id: occasion,
  event: z.object({
    user: id,
    text,
    channel: id,
    thread_ts: timestamp.optional(),
  }),
})

export const homeSchema = z.object({ user: id, tab: z.string() })

export const revokedSchema = z.object({
  tokens: z.object({ bot: z.array(z.string()).default([]) }),
})
