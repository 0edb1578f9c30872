import type { Ask, World } from './world.ts'

/** How long a bot may take to acknowledge, and a trigger may be used. */
export const ackMs = 3000
/** How long after each failure an event is sent again: https://docs.slack.dev/apis/events-api */
const retryMs: readonly number[] = [0, 60_000, 300_000]

type Question = Pick<Ask, 'id' | 'kind' | 'about' | 'workspace' | 'user' | 'channel' | 'payload'> &
  Partial<Pick<Ask, 'source' | 'sourceView'>>

export function newAsk({ now, asks }: World, question: Question): Ask {
  const ask: Ask = {
    source: undefined,
    sourceView: undefined,
    ...question,
    createdAt: now(),
    sentAt: now(),
    attempt: 0,
    retryAt: undefined,
    retryReason: undefined,
    state: 'sent',
    failure: undefined,
    late: false,
    isTriggerUsed: false,
    responseUses: 0,
    answers: [],
    view: undefined,
  }
  asks.push(ask)
  return ask
}

/** It was not acknowledged as it should: events are sent again, other things have failed. */
export function failed({ now }: World, ask: Ask, reason: string, mayRetry = true): void {
  if (ask.state !== 'sent' || ask.retryAt !== undefined) return
  const wait = retryMs[ask.attempt]
  if (ask.kind === 'events_api' && mayRetry && wait !== undefined) {
    ask.retryAt = now() + wait
    ask.retryReason = reason
    return
  }
  ask.state = 'failed'
  ask.failure = reason.endsWith('timeout') ? 'operation_timeout' : 'dispatch_failed'
}

/** Writes down, once for each, what was not acknowledged in time. */
export function noteLate(world: World): void {
  const { asks, now, violations } = world
  for (const ask of asks) {
    if (ask.state !== 'sent' || ask.retryAt !== undefined || now() - ask.sentAt <= ackMs) continue
    if (!ask.late) violations.push(`${ask.about} was not acknowledged within ${ackMs / 1000} s`)
    ask.late = true
    failed(world, ask, 'timeout')
  }
}

/** Sends again what is due. */
export function sendDue(world: World): void {
  noteLate(world)
  for (const ask of world.asks) {
    if (ask.retryAt === undefined || ask.retryAt > world.now()) continue
    ask.retryAt = undefined
    ask.attempt += 1
    ask.sentAt = world.now()
    ask.late = false
    world.deliver(ask)
  }
}
