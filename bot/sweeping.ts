/** What one of several bots does from time to time: it finishes what others left, and clears away. */

import type { Deps } from '../commands/dispatch.ts'
import { finishBegun } from '../commands/finish-begun.ts'
import { conduct } from '../story/conduct.ts'
import { forgetLeft } from '../story/forgetting.ts'
import type { Queue } from '../story/ports/queue.ts'
import { waitsForItsFrame } from '../story/poses.ts'
import type { SignOfLife } from './sign-of-life.ts'
import type { ChatService } from './start.ts'

interface Sweeper {
  readonly deps: Deps
  readonly queue: Queue
  readonly chats: readonly Pick<ChatService, 'current'>[]
  readonly sign: SignOfLife
  /** Of bots with the same roles, which this names, one sweeps at a time. */
  readonly name: string
  /** How long everything of a workspace is kept that the bot has left, ms. */
  readonly leftMs: number
  readonly log: { warn(details: object, sentence: string): void }
  /** How often it is looked who has died, ms; longer than the time in which the living give a sign. */
  readonly lookMs?: number
}

export interface Sweeping {
  /** Sweeps now, unless another process does. */
  sweep(): Promise<void>
  /** Begins no more, and waits until what is under way is done. */
  close(): Promise<void>
}

const sweepMs = 30_000
/** No command takes that long: one without an answer was cut off, also when its process lives. */
const begunMs = 60_000

/** Sweeps at once and every 30 seconds. What a process left that died is finished as soon as that is known. */
export function startSweeping({
  deps,
  queue,
  chats,
  sign,
  name,
  leftMs,
  log,
  lookMs = 5000,
}: Sweeper): Sweeping {
  const { store, pictures } = deps
  const ago = (ms: number): Date => new Date(Date.now() - ms)

  async function alone(key: string, work: () => Promise<void>): Promise<void> {
    const lock = await store.locks.take(key)
    if (lock === undefined) return
    // One that cannot be released runs out.
    await work().finally(() => lock.release().catch(() => undefined))
  }

  /** Carries out what was cut off, as any bot can, and tells its answer, and all that the dead began. */
  async function finish(dead: readonly string[]): Promise<void> {
    const left = { before: ago(begunMs), carriers: dead }
    await alone('finish', () => finishBegun(deps, left))
    for (const chat of chats) await chat.current()?.sweep(left)
  }

  async function clearAway(): Promise<void> {
    await finish([])
    await conduct(store, queue)
    await store.attached.discard(ago(waitsForItsFrame))
    await forgetLeft(store, pictures, ago(leftMs))
  }

  async function look(): Promise<void> {
    const dead = await sign.dead(await store.commands.carriers(ago(begunMs)))
    if (dead.length > 0) await alone(`sweep ${name}`, () => finish(dead))
  }

  const underWay = new Set<Promise<void>>()
  function told(work: Promise<void>): Promise<void> {
    const done = work
      .catch((err: unknown) => log.warn({ err }, 'sweep failed'))
      .finally(() => underWay.delete(done))
    underWay.add(done)
    return done
  }
  const sweep = (): Promise<void> => told(alone(`sweep ${name}`, clearAway))
  const timers = [setInterval(sweep, sweepMs), setInterval(() => told(look()), lookMs)]
  void told(look())
  void sweep()

  return {
    sweep,
    async close() {
      timers.forEach(clearInterval)
      await Promise.all(underWay)
    },
  }
}
