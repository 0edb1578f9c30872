import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import { expect, test } from 'vitest'
import {
  HoldingReceiver,
  leaveUnacknowledged,
  NotStored,
  storedEvent,
} from '../../../bot/slack/holding-receiver.ts'

const bodyOf = (type: string) => (type === 'event_callback' ? { type, event: {} } : { type })

/** What happens to an event while an app hears it as Bolt's does: acknowledged first. */
async function hear(type: string, listener: (context: object) => Promise<void>) {
  const happened: string[] = []
  let door: Pick<App, 'processEvent'> | undefined
  const inner = {
    init: (app: App) => {
      door = app
    },
    start: async () => {},
    stop: async () => {},
  } satisfies Receiver
  const app = {
    async processEvent({ ack, customProperties }: ReceiverEvent) {
      await ack()
      happened.push('heard')
      await listener(customProperties ?? {})
      happened.push('done')
    },
  } as App
  new HoldingReceiver(inner).init(app)
  const ack = async () => void happened.push('acknowledged')
  await door!.processEvent({ body: bodyOf(type), ack }).catch((error) => {
    happened.push(error instanceof NotStored ? 'not stored' : String(error))
  })
  return happened
}

test('an event is acknowledged by whoever has stored it, once', async () => {
  const happened = await hear('event_callback', async (context) => {
    await storedEvent(context)
    await storedEvent(context)
  })
  expect(happened).toEqual(['heard', 'acknowledged', 'done'])
})

test('what nobody wanted is acknowledged at the end', async () => {
  const happened = await hear('event_callback', async () => {})
  expect(happened).toEqual(['heard', 'done', 'acknowledged'])
})

test('what could not be stored comes again', async () => {
  const happened = await hear('event_callback', async (context) => leaveUnacknowledged(context))
  expect(happened).toEqual(['heard', 'done', 'not stored'])
})

test('other things are acknowledged by their listeners alone', async () => {
  expect(await hear('block_actions', async () => {})).toEqual(['acknowledged', 'heard', 'done'])
})
