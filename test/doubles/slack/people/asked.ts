import { waitFor } from '../../discord/wait.ts'
import { noteLate } from '../asks.ts'
import type { Ask, Message, View, World } from '../world.ts'

/** Something that somebody asked of the bot, and what came of it. */
export interface Asked {
  /** The trigger id or the event id. */
  readonly id: string
  /** What the bot was sent. */
  readonly payload: Ask['payload']
  /** Whether it was acknowledged. */
  readonly isAcked: boolean
  /** Waits for the acknowledgement. Throws when Slack shows a failure instead. */
  acked(): Promise<void>
  /** What Slack shows when it went wrong, at once if it did. */
  failure(): Promise<'operation_timeout' | 'dispatch_failed'>
  /** How often it was sent again. */
  readonly retries: number
  /** What the bot said in its acknowledgement or through the response URL, oldest first. */
  readonly answers: readonly Message[]
  /** The first of the answers. */
  answer(): Promise<Message>
  /** What only this person has seen in the channel since, oldest first. */
  readonly ephemeral: readonly Message[]
  /** The view that its trigger opened, or that the answer to a form shows instead. */
  view(): Promise<View>
}

export function asked(world: World, ask: Ask): Asked {
  const { about, channel, user, answers } = ask
  const before = new Set(channel?.messages)
  return {
    id: ask.id,
    payload: ask.payload,
    get isAcked() {
      return ask.state === 'acked'
    },
    async acked() {
      await waitFor(() => ask.state !== 'sent', `acknowledgement of ${about}`)
      if (ask.failure) throw new Error(`${about} failed: ${ask.failure}`)
    },
    failure: () =>
      waitFor(() => {
        noteLate(world)
        return ask.failure
      }, `the failure of ${about}`),
    get retries() {
      return ask.attempt
    },
    answers,
    answer: () => waitFor(() => answers[0], `an answer to ${about}`),
    get ephemeral() {
      const mine = channel?.messages.filter(({ onlyFor }) => onlyFor && onlyFor === user) ?? []
      return mine.filter((one) => one.ask === ask || (!one.ask && !before.has(one)))
    },
    view: () => waitFor(() => ask.view, `a view in answer to ${about}`),
  }
}
