import { BadToken, connectDiscord, type Discord, type DiscordOptions } from './connect.ts'

export interface DiscordService {
  /** The connection, once there is one. */
  readonly current: () => Discord | undefined
  /** Resolves once the first try is over, however it ended. */
  readonly tried: Promise<void>
  close(): Promise<void>
}

interface Starting extends DiscordOptions {
  readonly onReady: (discord: Discord) => void
  /** The token is wrong: trying again is of no use. */
  readonly onRefused: (sentence: string) => void
  /** Milliseconds before the second try; doubled after every further one, up to a minute. */
  readonly pauseMs?: number
}

/** Connects in the background, again and again while Discord cannot be reached: the page works meanwhile. */
export function startDiscord({
  onReady,
  onRefused,
  pauseMs = 2000,
  ...options
}: Starting): DiscordService {
  let discord: Discord | undefined
  let closed = false
  let wake = (): void => {}
  let onTried = (): void => {}
  const tried = new Promise<void>((resolve) => {
    onTried = resolve
  })

  const connecting = (async () => {
    for (let pause = pauseMs; !closed; pause = Math.min(2 * pause, 60_000)) {
      try {
        discord = await connectDiscord(options)
        if (!closed) onReady(discord)
        return
      } catch (err) {
        if (err instanceof BadToken) return onRefused(err.message)
        options.log.warn({ err }, 'Discord cannot be reached; it is tried again.')
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
    current: () => discord,
    tried,
    close: async () => {
      closed = true
      wake()
      await connecting
      await discord?.close()
    },
  }
}
