import type { Changes, Delivery, Store } from '../story/ports.ts'
import type { PlatformPort } from './platform.ts'

/** What the poster tells the operator about; a line each. */
export interface PosterLog {
  error(details: object, sentence: string): void
}

export interface FramePoster {
  /** Posts what is due now; resolves when nothing more can be posted. */
  drain(): Promise<void>
  /** Stops listening and waits for the post under way. */
  close(): Promise<void>
}

/** Three times before a delivery is taken for one that nobody posts. */
const renewMs = 3000
/** How long after a command the outbox is looked at, ms. */
const commandPauseMs = 200

/**
 * The outbox: claims the pending deliveries of a platform, posts each and marks it sent. Runs at
 * boot, whenever something moved and every `everyMs`, so a bot that was down catches up. Claiming
 * is one guarded update in the store: several posters never post the same delivery.
 */
export function startFramePoster(
  store: Store,
  changes: Changes,
  platform: PlatformPort,
  log: PosterLog,
  everyMs = 3000,
): FramePoster {
  let running: Promise<void> | undefined
  let again = false
  let closed = false

  const drain = (): Promise<void> => {
    again = true
    running ??= (async () => {
      while (again && !closed) {
        again = false
        await postDue(store, platform, log, () => closed)
      }
    })().finally(() => {
      running = undefined
    })
    return running
  }

  let soon: NodeJS.Timeout | undefined
  const unsubscribe = changes.subscribe(({ kind }) => {
    if (kind === 'progress') return
    if (kind !== 'command') return void drain()
    // Most commands leave nothing to be posted: one look is enough for many of them.
    soon ??= setTimeout(() => {
      soon = undefined
      void drain()
    }, commandPauseMs)
  })
  const timer = setInterval(() => void drain(), everyMs)
  void drain()

  return {
    drain,
    close: async () => {
      closed = true
      clearInterval(timer)
      clearTimeout(soon)
      unsubscribe()
      await running
    },
  }
}

async function postDue(
  store: Store,
  platform: PlatformPort,
  log: PosterLog,
  isClosed: () => boolean,
): Promise<void> {
  try {
    while (!isClosed()) {
      const delivery = await store.deliveries.claimNext(platform.name)
      if (delivery === undefined) return
      if (!(await postOne(store, platform, delivery, log))) return
    }
  } catch (cause) {
    log.error({ err: cause }, 'The outbox cannot be read; it is tried again in a few seconds.')
  }
}

/** False when the platform would not take it: then it waits for the next round. */
async function postOne(
  store: Store,
  platform: PlatformPort,
  delivery: Delivery,
  log: PosterLog,
): Promise<boolean> {
  let messageId: string | undefined
  // A renewal that fails is made up for by the next, or another poster does the same.
  const renewing = setInterval(
    () => void store.deliveries.renew(delivery.id).catch(() => undefined),
    renewMs,
  )
  try {
    messageId = await platform.post(delivery)
  } catch (cause) {
    log.error({ err: cause, delivery: delivery.id }, `${platform.name} did not take a message.`)
    await store.deliveries.release(delivery.id)
    return false
  } finally {
    clearInterval(renewing)
  }
  await store.deliveries.sent(delivery.id, messageId)
  return true
}
