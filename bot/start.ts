/** Keeps a chat platform connected: in the background, again and again while it cannot be reached. */

import type { LeftBehind } from '../story/ports/command-log.ts'
import type { PlatformPort } from './platform.ts'

/** A platform that is spoken. */
export interface Connection {
  readonly platform: PlatformPort
  /** Tells what was answered and never told; to be called at boot and from time to time. */
  sweep(left: LeftBehind): Promise<void>
  close(): Promise<void>
}

/** A platform does not know the token: trying again is of no use. The message says which one. */
export class BadToken extends Error {}

export interface ChatService {
  /** The connection, once there is one. */
  readonly current: () => Connection | undefined
  /** Resolves once the first try is over, however it ended. */
  readonly tried: Promise<void>
  close(): Promise<void>
}

interface Starting {
  /** For the log: `Discord`. */
  readonly name: string
  readonly connect: () => Promise<Connection>
  readonly onReady: (connection: Connection) => void
  /** The token is wrong. */
  readonly onRefused: (sentence: string) => void
  readonly log: { warn(details: object, sentence: string): void }
  /** Milliseconds before the second try; doubled after every further one, up to a minute. */
  readonly pauseMs?: number
}

/** Connects in the background; the page works meanwhile. */
export function startChat({
  name,
  connect,
  onReady,
  onRefused,
  log,
  pauseMs = 2000,
}: Starting): ChatService {
  let connection: Connection | undefined
  let closed = false
  let wake = (): void => {}
  let onTried = (): void => {}
  const tried = new Promise<void>((resolve) => {
    onTried = resolve
  })

  const connecting = (async () => {
    for (let pause = pauseMs; !closed; pause = Math.min(2 * pause, 60_000)) {
      try {
        connection = await connect()
        if (!closed) onReady(connection)
        return
      } catch (err) {
        if (err instanceof BadToken) return onRefused(err.message)
        log.warn({ err }, `${name} cannot be reached; it is tried again.`)
      } finally {
        onTried()
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()

  return {
    current: () => connection,
    tried,
    close: async () => {
      closed = true
      wake()
      await connecting
      await connection?.close()
    },
  }
}
