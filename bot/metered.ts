import type { Answered, Invocation } from '../commands/dispatch.ts'
import { decodeThreadId, type Platform } from '../story/thread-id.ts'

/** Who counts what people say. */
export interface CommandMeter {
  /** Seconds from hearing a command to having stored it. */
  acknowledged(platform: Platform, seconds: number): void
  /** How it ended: `done`, or the code of its error. */
  carriedOut(platform: Platform, outcome: string): void
}

interface CommandLog {
  info(details: object, sentence: string): void
}

type CarryOut = (said: Invocation, acknowledge?: () => Promise<void>) => Promise<Answered>

/**
 * The same `carryOut` under somebody's eyes: counted, and logged with the platform's own id of the
 * request and ours of the command.
 */
export function metered(
  carryOut: CarryOut,
  meter: CommandMeter,
  log: CommandLog,
  now = (): number => performance.now(),
): CarryOut {
  return async (said, acknowledge = async () => {}) => {
    const startedAt = now()
    const { platform } = decodeThreadId(said.threadId)
    const answered = await carryOut(said, () => {
      meter.acknowledged(platform, (now() - startedAt) / 1000)
      return acknowledge()
    })
    const outcome = answered.reply.error?.code ?? 'done'
    meter.carriedOut(platform, outcome)
    const milliseconds = Math.round(now() - startedAt)
    const ids = { request: said.sourceId, command: answered.commandId }
    log.info({ ...ids, platform, outcome, milliseconds }, 'command')
    return answered
  }
}
