/** Keeps Socket Mode connected. */

import { setTimeout as sleep } from 'node:timers/promises'
import { type SocketModeReceiver, webApi } from '@slack/bolt'
import type { ChatLog } from '../chat.ts'

type Client = SocketModeReceiver['client']

export interface KeptConnection {
  /** Rejects when the first try fails; what ends later comes back by itself. */
  start(): Promise<void>
  close(): Promise<void>
}

/** Between two tries, milliseconds: twice as long each time. */
const firstPauseMs = 250
const longestPauseMs = 10_000
/** Who is sent away sooner than this waits before coming again. */
const steadyMs = 5000
/** So many acknowledgements of a connection are remembered. */
const most = 1000

/**
 * Opens the connection anew as soon as it ends. Bolt's own client would wait for five seconds, in which
 * Slack tells whoever says something that the app did not respond, and would not come back from a try
 * that fails; so it has to be told not to reconnect (`autoReconnectEnabled: false`).
 */
export function keepConnected(client: Client, log: ChatLog): KeptConnection {
  let isKept = false
  let isComing = false
  let connectedAt = 0
  acknowledgeOnce(client)

  async function connect(): Promise<void> {
    await client.start()
    connectedAt = performance.now()
  }

  async function comeBack(): Promise<void> {
    let pauseMs = performance.now() - connectedAt < steadyMs ? firstPauseMs : 0
    while (isKept) {
      await sleep(pauseMs)
      if (!isKept) return
      try {
        return await connect()
      } catch (err) {
        const asked = err instanceof webApi.WebAPIRateLimitedError ? err.retryAfter * 1000 : 0
        pauseMs = Math.max(asked, Math.min(Math.max(2 * pauseMs, firstPauseMs), longestPauseMs))
        log.warn({ err, pauseMs }, 'Slack cannot be reached; it is tried again.')
      }
    }
  }

  client.on('disconnected', () => {
    if (!isKept || isComing) return
    isComing = true
    void comeBack().finally(() => {
      isComing = false
    })
  })

  return {
    async start() {
      await connect()
      isKept = true
    },
    async close() {
      isKept = false
      await client.disconnect()
    },
  }
}

interface Sent {
  readonly envelope_id: string
  ack(response?: unknown): Promise<void>
}

/**
 * What was under way when a connection ended comes again with the next one, where the first of both
 * acknowledges it.
 */
function acknowledgeOnce(client: Client): void {
  const done = new Set<string>()
  client.on('connected', () => done.clear())
  const others = client.listeners('slack_event')
  client.removeAllListeners('slack_event')
  client.on('slack_event', (sent: Sent) => {
    const { envelope_id: id, ack } = sent
    sent.ack = async (response) => {
      if (done.has(id)) return
      done.add(id)
      const [oldest] = done
      if (done.size > most && oldest !== undefined) done.delete(oldest)
      try {
        await ack(response)
      } catch (error) {
        done.delete(id)
        throw error
      }
    }
  })
  for (const other of others) client.on('slack_event', other)
}
