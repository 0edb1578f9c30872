import { type Frame, isFinished } from '../../story/frame.ts'
import type { Deliveries, Delivery } from '../../story/ports/deliveries.ts'
import type { Tenant } from '../../story/ports/store.ts'
import type { Platform } from '../../story/thread-id.ts'
import { changeFrame, framesOf, type Tables } from './memory-tables.ts'

/** A poster that was silent for this long is taken for dead. */
const patienceMs = 10_000

/** The outbox in memory. */
export function memoryDeliveries(tables: Tables): Deliveries {
  const { deliveries, frames, episodes } = tables

  const claimedAt = new Map<string, number>()

  const isFree = ({ id, state }: Delivery): boolean =>
    state === 'pending' ||
    (state === 'sending' && tables.now().getTime() - (claimedAt.get(id) ?? 0) > patienceMs)

  /** What is for a workspace that the bot has left waits until it is back. */
  const isThere = (tenant: Tenant | undefined, platform: Platform): boolean =>
    tenant?.platform === platform && tenant.leftAt === undefined

  const frameOf = (delivery: Delivery): Frame | undefined =>
    delivery.frameId === undefined ? undefined : frames.get(delivery.frameId)?.frame

  /** Frames of a thread are told in the order of its stories, episodes and positions. */
  const placeOf = (frame: Frame): readonly number[] => {
    const { storyId, number } = episodes.get(frame.episodeId)!.episode
    const story = [...tables.stories.keys()].indexOf(storyId)
    return [story, number, frame.position, frame.candidate]
  }
  const comesBefore = (a: Frame, b: Frame): boolean => {
    const [first, second] = [placeOf(a), placeOf(b)]
    const index = first.findIndex((part, at) => part !== second[at])
    return index >= 0 && first[index]! < second[index]!
  }
  /** A choice is told after all that people could choose from. */
  const isChoiceTooEarly = ({ roundId }: Delivery): boolean => {
    if (roundId === undefined) return false
    const { commandId } = tables.rounds.get(roundId)!
    return [...deliveries.values()].some(
      ({ frameId, state }) =>
        frameId !== undefined && state !== 'sent' && frames.get(frameId)?.commandId === commandId,
    )
  }
  const isBlocked = (delivery: Delivery): boolean => {
    const frame = frameOf(delivery)
    if (frame === undefined) return isChoiceTooEarly(delivery)
    const earlierUnfinished = framesOf(tables, frame.episodeId).some(
      (other) => comesBefore(other.frame, frame) && !isFinished(other.frame.state),
    )
    const earlierUntold = [...deliveries.values()].some((other) => {
      const told = frameOf(other)
      return (
        other.threadId === delivery.threadId &&
        other.state !== 'sent' &&
        told !== undefined &&
        comesBefore(told, frame)
      )
    })
    return earlierUnfinished || earlierUntold
  }

  return {
    async claimNext(platform) {
      const next = [...deliveries.values()].find(
        (delivery) =>
          isFree(delivery) &&
          isThere(tables.tenants.get(delivery.tenantId), platform) &&
          !isBlocked(delivery),
      )
      if (next === undefined) return undefined
      const claimed: Delivery = { ...next, state: 'sending' }
      claimedAt.set(next.id, tables.now().getTime())
      deliveries.set(next.id, { ...claimed, attempts: next.attempts + 1 })
      return claimed
    },

    async renew(id) {
      if (deliveries.get(id)?.state === 'sending') claimedAt.set(id, tables.now().getTime())
    },

    async sent(id) {
      const delivery = deliveries.get(id)
      if (delivery === undefined || delivery.state === 'sent') return
      deliveries.set(id, { ...delivery, state: 'sent' })
      const row = delivery.frameId === undefined ? undefined : frames.get(delivery.frameId)
      if (row?.frame.state === 'drawn') changeFrame(tables, row, { state: 'posted' })
    },

    async release({ id, attempts }) {
      const delivery = deliveries.get(id)
      if (delivery?.state !== 'sending' || delivery.attempts !== attempts + 1) return
      // To the end of the line: a thread that cannot be written to must not hold up the others.
      deliveries.delete(id)
      deliveries.set(id, { ...delivery, state: 'pending' })
    },
  }
}
