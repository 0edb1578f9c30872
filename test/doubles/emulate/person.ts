/** Somebody in a workspace of `emulate`, which sends no commands, clicks and mentions: they are signed here. */

import { createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { shortcutId } from '../../../bot/slack/incoming.ts'
import { type Answer, type EmulatedSlack, tokenOf } from './slack.ts'

/** A message as `emulate` has stored it. */
const messageSchema = z.looseObject({
  ts: z.string(),
  user: z.string(),
  text: z.string(),
  thread_ts: z.string().optional(),
  reply_count: z.number().optional(),
  edited: z.object({ user: z.string(), ts: z.string() }).optional(),
  metadata: z.unknown().optional(),
  blocks: z
    .array(
      z.looseObject({
        type: z.string(),
        alt_text: z.string().optional(),
        slack_file: z.object({ id: z.string() }).optional(),
        elements: z
          .array(
            z.looseObject({
              action_id: z.string().optional(),
              text: z.union([z.string(), z.looseObject({ text: z.string() })]).optional(),
            }),
          )
          .optional(),
      }),
    )
    .default([]),
})
export type Stored = z.infer<typeof messageSchema>

const viewSchema = z.looseObject({
  id: z.string(),
  blocks: z.array(
    z.looseObject({
      block_id: z.string(),
      element: z.looseObject({ initial_value: z.string().optional() }),
    }),
  ),
})
export type View = z.infer<typeof viewSchema>

/** Where people write. */
export interface Place {
  readonly channel: string
  readonly threadTs?: string
}

export interface Someone {
  readonly id: string
  slash(channel: string, line: string): Promise<void>
  /** Writes it where the bot hears of it. */
  mention(place: Place, words: string): Promise<void>
  click(place: Place, message: Stored, label: string): Promise<void>
  openHome(): Promise<void>
  /** The window that one of these opened. */
  window(
    ask: 'slash' | 'click' | 'shortcut',
    ...what: readonly [place: Place, on: Stored | undefined, words: string]
  ): Promise<View>
  submit(view: View, values: Readonly<Record<string, string>>): Promise<void>
  /** What only they were shown, newest last. */
  told(): readonly Answer[]
}

/** The messages of a channel, or of a thread with the one it belongs to, oldest first. */
export async function messagesIn(
  slack: EmulatedSlack,
  { channel, threadTs }: Place,
): Promise<Stored[]> {
  const { messages } =
    threadTs === undefined
      ? await slack.call('conversations.history', { channel })
      : await slack.call('conversations.replies', { channel, ts: threadTs })
  const all = z.array(messageSchema).parse(messages)
  return all.sort((a, b) => (a.ts < b.ts ? -1 : 1))
}

export function labelsOf({ blocks }: Stored): string[] {
  return blocks.flatMap(({ type, elements = [] }) =>
    type === 'actions'
      ? elements.map(({ text }) => (typeof text === 'object' ? text.text : ''))
      : [],
  )
}

/** Sends what Slack sends to the bot; throws when it is not acknowledged. */
async function send(
  url: string,
  signingSecret: string,
  contentType: string,
  body: string,
): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', signingSecret).update(`v0:${now}:${body}`).digest('hex')
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(now),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  })
  const answer = await response.text()
  if (response.status !== 200) throw new Error(`the bot answers ${response.status} ${answer}`)
}

const windowMs = 10_000
const pause = () => new Promise((go) => setTimeout(go, 20))

export async function somebody(
  slack: EmulatedSlack,
  name: string,
  eventsUrl: string,
): Promise<Someone> {
  const id = await slack.userId(name)
  const { team } = slack
  const user = { id, name: name.toLowerCase(), username: name.toLowerCase(), team_id: team }
  const form = (fields: Readonly<Record<string, string>>) =>
    send(
      eventsUrl,
      slack.app.signingSecret,
      'application/x-www-form-urlencoded',
      new URLSearchParams(fields).toString(),
    )
  const interact = (payload: object) =>
    form({ payload: JSON.stringify({ team: { id: team }, user, ...payload }) })
  const event = (inside: object) => {
    const event_id = `Ev${randomUUID().replaceAll('-', '')}`
    const event_time = Math.floor(Date.now() / 1000)
    const body = { type: 'event_callback', team_id: team, event_id, event_time, event: inside }
    return send(eventsUrl, slack.app.signingSecret, 'application/json', JSON.stringify(body))
  }
  /** One that `emulate` takes for a window, for three seconds. */
  const newTrigger = async () =>
    z
      .object({ trigger_id: z.string() })
      .parse(await slack.call('views.generateTriggerId', { user_id: id })).trigger_id

  const ways = {
    slash({ channel }: Place, _on: Stored | undefined, line: string, trigger_id: string) {
      const [command = '', ...words] = line.split(' ')
      const where = { team_id: team, channel_id: channel, user_id: id, user_name: user.name }
      return form({ ...where, command, text: words.join(' '), trigger_id })
    },
    click({ channel }: Place, on: Stored | undefined, label: string, trigger_id: string) {
      const buttons = on!.blocks.flatMap(({ elements = [] }) => elements)
      const button = buttons.find(
        ({ text, action_id }) =>
          action_id !== undefined && typeof text === 'object' && text.text === label,
      )
      if (button === undefined) throw new Error(`no button is called ${label}`)
      const { ts, thread_ts } = on!
      const container = { type: 'message', message_ts: ts, channel_id: channel, thread_ts }
      const actions = [{ ...button, type: 'button', block_id: 'b' }]
      const type = 'block_actions'
      return interact({
        type,
        trigger_id,
        container,
        channel: { id: channel },
        message: on,
        actions,
      })
    },
    shortcut({ channel }: Place, on: Stored | undefined, _words: string, trigger_id: string) {
      const type = 'message_action'
      return interact({
        ...{ type, callback_id: shortcutId, trigger_id },
        ...{ channel: { id: channel }, message_ts: on!.ts, message: on },
      })
    },
  }

  return {
    id,
    slash: async (channel, line) => ways.slash({ channel }, undefined, line, await newTrigger()),
    async mention({ channel, threadTs }, words) {
      const text = `<@${slack.botUserId}> ${words}`
      const thread: Record<string, string> = threadTs === undefined ? {} : { thread_ts: threadTs }
      const { ts } = await slack.call(
        'chat.postMessage',
        { channel, text, ...thread },
        tokenOf(name),
      )
      await event({ type: 'app_mention', user: id, text, ts, channel, ...thread })
    },
    click: async (place, message, label) => ways.click(place, message, label, await newTrigger()),
    openHome: () => event({ type: 'app_home_opened', user: id, tab: 'home', channel: 'D0HOME' }),
    async window(ask, place, on, words) {
      for (;;) {
        const trigger = await newTrigger()
        await ways[ask](place, on, words, trigger)
        const opened = () =>
          slack.asked('views.open').find(({ given }) => given.trigger_id === trigger)
        const end = Date.now() + windowMs
        while (opened() === undefined && Date.now() < end) await pause()
        const { ok, error, view } = opened()?.answer ?? {}
        if (ok === true) return viewSchema.parse(view)
        // Three seconds may be over on a busy machine: people ask again.
        if (error !== 'expired_trigger_id') throw new Error(`no window opened: ${error}`)
      }
    },
    submit: (view, values) =>
      interact({
        type: 'view_submission',
        view: {
          ...view,
          state: {
            values: Object.fromEntries(
              Object.entries(values).map(([name, value]) => [name, { value: { value } }]),
            ),
          },
        },
      }),
    told: () =>
      slack
        .asked('chat.postEphemeral')
        .filter(({ given, answer }) => given.user === id && answer.ok === true)
        .map(({ given }) => given),
  }
}
