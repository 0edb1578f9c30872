/** The doors between Slack and Bolt: nothing that comes in ends the process, or is lost without a word. */

import type { AckFn, App, Receiver, ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import { z } from 'zod'

export interface Keeper {
  readonly newReference: () => string
  readonly log: { error(details: object, sentence: string): void }
}

const unread = 'Slack sent something that cannot be read.'

/**
 * What cannot be carried out, or what nobody hears, is logged with a reference. It stays
 * unacknowledged unless Bolt has done that already, so that Slack says to whoever did it that it failed.
 */
export const watchedReceiver = (inner: Receiver, { newReference, log }: Keeper): Receiver => ({
  init(app) {
    const failures = new WeakMap<object, unknown>()
    app.error(async ({ error, body }: { error: Error; body: object }) => {
      failures.set(body, error)
    })

    async function processEvent(event: ReceiverEvent): Promise<void> {
      const { body } = event
      let isAcknowledged = false
      const ack: AckFn<unknown> = (answer) => {
        isAcknowledged = true
        return event.ack(answer)
      }
      let err: unknown
      try {
        await app.processEvent({ ...event, ack })
        err = failures.get(body)
      } catch (error) {
        err = error
      }
      if (err === undefined && isAcknowledged) return
      const reference = newReference()
      log.error(
        { err: err ?? new RangeError('Nobody hears it.'), reference, ...about(body) },
        unread,
      )
    }
    inner.init({ processEvent } as App)
  },
  start: (...given) => inner.start(...given),
  stop: (...given) => inner.stop(...given),
})

const envelope = z.object({ type: z.string(), payload: z.looseObject({}) })
const eventEnvelope = envelope.extend({
  type: z.literal('events_api'),
  payload: z.looseObject({ event: z.looseObject({ type: z.string() }) }),
})
/** Frames of the connection itself carry no payload. */
const ownFrames: readonly unknown[] = ['hello', 'disconnect']

/**
 * The client of Socket Mode reads envelopes in a promise that nobody awaits, and takes an event's name
 * for one of its own: `close` would make it open the connection again.
 */
export function keepSocketDoor(
  { client }: Pick<SocketModeReceiver, 'client'>,
  { newReference, log }: Keeper,
): void {
  const [hear] = client.listeners('ws_message')
  if (hear === undefined) throw new Error('The client of Socket Mode hears no messages.')
  client.removeAllListeners('ws_message')
  client.on('ws_message', async (data: unknown, isBinary: unknown) => {
    let frame: unknown
    try {
      frame = JSON.parse(String(data))
      checkFrame(frame, client.eventNames())
      await hear.call(client, data, isBinary)
    } catch (err) {
      const reference = newReference()
      const { data: sent } = envelope.partial().safeParse(frame)
      log.error({ err, reference, ...about(sent?.payload) }, unread)
    }
  })
}

function checkFrame(frame: unknown, taken: readonly unknown[]): void {
  const { type } = z.object({ type: z.string() }).parse(frame)
  if (ownFrames.includes(type)) return
  const name = type === 'events_api' ? eventEnvelope.parse(frame).payload.event.type : type
  envelope.parse(frame)
  if (taken.includes(name)) throw new RangeError(`Nothing that Slack sends is called ${name}.`)
}

const ids = z
  .object({
    type: z.unknown(),
    event: z.unknown(),
    event_id: z.unknown(),
    trigger_id: z.unknown(),
    view: z.object({ id: z.unknown() }).partial().optional().catch(undefined),
  })
  .partial()

/** What the log says of something that cannot be read: Slack's id of it. */
function about(body: unknown): { readonly kind: unknown; readonly subject: unknown } {
  const { type, event, event_id, trigger_id, view } = ids.safeParse(body).data ?? {}
  // Bolt takes what has an event inside for one, whatever it is called.
  const isEvent = event !== undefined || type === 'event_callback'
  const subject = isEvent ? event_id : type === 'view_submission' ? view?.id : trigger_id
  return { kind: type, subject }
}
