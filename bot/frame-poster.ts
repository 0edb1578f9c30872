import type { Delivery } from '../story/ports/deliveries.ts'
import type { Changes } from '../story/ports/progress.ts'
import type { Store } from '../story/ports/store.ts'
import type { PlatformPort } from './platform.ts'

/** What the poster tells the operator about; a line each. */
export interface PosterLog {
  error(details: object, sentence: string): void
}

export interface FramePoster {
  /** Posts what is due now; resolves when nothing more can be posted. */
  drain(): Promise<void>
  /** Stops listening and waits for the posts under way. */
  close(): Promise<void>
}

/** Three times before a delivery is taken for one that nobody posts. */
const renewMs = 3000
/** How long after a command the outbox is looked at, ms. */
const commandPauseMs = 200
/** So many threads are written to side by side: one that is slow holds up few others. */
const mostAtOnce = 4

/**
 * The outbox: claims the pending deliveries of a platform, posts each and marks it sent. Runs at
 * boot, whenever something moved and every `everyMs`, so a bot that was down catches up. Claiming
 * is one guarded update in the store, which keeps those of a thread in order: several posters, and
 * several lanes of one, never post the same delivery. A claim that could not be renewed runs out and
 * may fall to another poster, but not to another lane while this one still posts it.
 */
export function startFramePoster(
  store: Store,
  changes: Changes,
  platform: PlatformPort,
  log: PosterLog,
  everyMs = 3000,
): FramePoster {
  const lanes = new Set<Promise<void>>()
  /** By delivery: the newest claim of what is being posted here. */
  const claims = new Map<string, Delivery>()
  /** How often there was a reason to look. */
  let reasons = 0
  /** Something went wrong: no more is claimed until there is a reason to look again. */
  let isStuck = false
  let closed = false

  const openLane = (): void => {
    if (closed || lanes.size >= mostAtOnce) return
    const lane: Promise<void> = runLane()
      .catch((err: unknown) => {
        isStuck = true
        log.error({ err }, 'The outbox cannot be read; it is tried again in a few seconds.')
      })
      .finally(() => lanes.delete(lane))
    lanes.add(lane)
  }

  async function runLane(): Promise<void> {
    while (!closed && !isStuck) {
      const seen = reasons
      const delivery = await store.deliveries.claimNext(platform.name)
      if (delivery === undefined) {
        if (seen === reasons) return
        continue
      }
      const { id } = delivery
      const isPosting = claims.has(id)
      claims.set(id, delivery)
      if (isPosting) continue
      openLane()
      const isPosted = await postOne(store, platform, delivery, () => claims.get(id)!, log).finally(
        () => claims.delete(id),
      )
      if (!isPosted) isStuck = true
    }
  }

  const look = (): void => {
    reasons += 1
    isStuck = false
    openLane()
  }
  const drain = async (): Promise<void> => {
    look()
    while (lanes.size > 0) await Promise.all(lanes)
  }

  let soon: NodeJS.Timeout | undefined
  const unsubscribe = changes.subscribe(({ kind }) => {
    if (kind === 'progress') return
    if (kind !== 'command') return look()
    // Most commands leave nothing to be posted: one look is enough for many of them.
    soon ??= setTimeout(() => {
      soon = undefined
      look()
    }, commandPauseMs)
  })
  const timer = setInterval(look, everyMs)
  look()

  return {
    drain,
    close: async () => {
      closed = true
      clearInterval(timer)
      clearTimeout(soon)
      unsubscribe()
      await Promise.all(lanes)
    },
  }
}

/** False when the platform would not take it: then it waits for the next round. */
async function postOne(
  store: Store,
  platform: PlatformPort,
  delivery: Delivery,
  newestClaim: () => Delivery,
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
    await store.deliveries.release(newestClaim())
    return false
  } finally {
    clearInterval(renewing)
  }
  await store.deliveries.sent(delivery.id, messageId)
  return true
}
