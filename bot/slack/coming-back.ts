/** Finds out that a workspace which removed Troupe is there again, while the bot runs on. */

import type { ChatLog } from '../chat.ts'

export interface ComingBack {
  /** It was removed just now. */
  gone(): void
  /** Somebody there did something: it is looked for at once, if it was gone. */
  heard(): void
  close(): Promise<void>
}

interface Looking {
  /** Whether it is noted as gone, by whichever process. */
  readonly isGone: () => Promise<boolean>
  /** Whether Slack takes the token again. */
  readonly isThere: () => Promise<boolean>
  readonly returned: () => Promise<void>
  readonly log: Pick<ChatLog, 'warn'>
  /** Milliseconds between two looks; doubled, up to ten times as many, while it stays away. */
  readonly everyMs: number
}

export function watchReturn({ isGone, isThere, returned, log, everyMs }: Looking): ComingBack {
  let isKnownGone = false
  let isClosed = false
  let pauseMs = everyMs
  let wake = (): void => {}

  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function look(): Promise<void> {
    isKnownGone = await isGone()
    if (isKnownGone && (await isThere())) {
      await returned()
      isKnownGone = false
      log.warn({}, 'Troupe is in its Slack workspace again.')
    }
    pauseMs = isKnownGone ? Math.min(2 * pauseMs, 10 * everyMs) : everyMs
  }

  const looking = (async () => {
    while (!isClosed) {
      await sleep()
      if (isClosed) return
      await look().catch((err: unknown) => {
        log.warn({ err }, 'Whether Troupe is in its Slack workspace again is not known.')
      })
    }
  })()

  return {
    gone() {
      isKnownGone = true
      pauseMs = everyMs
    },
    heard() {
      if (isKnownGone) wake()
    },
    async close() {
      isClosed = true
      wake()
      await looking
    },
  }
}
