import type { App, Receiver, ReceiverEvent } from '@slack/bolt'
import { z } from 'zod'

/** How an event stands: Slack sends again what nobody acknowledges. */
interface Held {
  acknowledge(): Promise<void>
  leave(): void
  readonly isLeft: boolean
}

const context = z.object({ held: z.custom<Held>() })

/** Whoever hears an event has stored it: it may be acknowledged. */
export const storedEvent = (given: object): Promise<void> => context.parse(given).held.acknowledge()

/** It could not be stored, and is to come again. */
export const leaveUnacknowledged = (given: object): void => context.parse(given).held.leave()

/** An event is to come again. */
export class NotStored extends Error {}

/**
 * Bolt acknowledges events before anybody has seen them. What passes through here is acknowledged by
 * whoever has stored it, at the latest when all have heard it: what nobody wants need not come again.
 * The inner receiver gets `NotStored` for what is to come again.
 */
export class HoldingReceiver implements Receiver {
  readonly #inner: Receiver

  constructor(inner: Receiver) {
    this.#inner = inner
  }

  init(app: App): void {
    const processEvent = async (event: ReceiverEvent): Promise<void> => {
      // What Bolt takes for an event, whatever it is called.
      if (event.body.event === undefined) return app.processEvent(event)
      const held = hold(event)
      await app.processEvent({
        ...event,
        ack: async () => {},
        customProperties: { ...event.customProperties, held },
      })
      if (held.isLeft) throw new NotStored()
      await held.acknowledge()
    }
    this.#inner.init({ processEvent } as App)
  }

  start(): Promise<unknown> {
    return this.#inner.start()
  }

  async stop(): Promise<void> {
    await this.#inner.stop()
  }
}

function hold({ ack }: ReceiverEvent): Held {
  let isSettled = false
  let isLeft = false
  return {
    async acknowledge() {
      if (isSettled) return
      isSettled = true
      await ack()
    },
    leave() {
      isLeft = !isSettled
      isSettled = true
    },
    get isLeft() {
      return isLeft
    },
  }
}
