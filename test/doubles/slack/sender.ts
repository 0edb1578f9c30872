import { createHmac } from 'node:crypto'
import { acknowledge } from './acks.ts'
import { failed } from './asks.ts'
import type { Ask, World } from './world.ts'

/** A request to the bot's own address, as it went out. */
export interface Sent {
  readonly url: string
  readonly contentType: string
  readonly body: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly headers: Readonly<Record<string, string>>
  /** 0 until it is answered, and when it never is. */
  status: number
  answer: string
}

/** How a request that was sent before is sent again. */
export interface Replay {
  /** Signs it anew, as if it were sent so many seconds later; negative is earlier. */
  readonly shiftSeconds?: number
  /** Another signature; empty leaves it out. */
  readonly signature?: string
  /** Another body under the old signature. */
  readonly body?: string
}

/** The sending side when the bot has a request URL. */
export interface Sender {
  /** Where to, one after the other; none while the bot has no address. */
  readonly urls: readonly string[]
  readonly sent: readonly Sent[]
  send(ask: Ask): Promise<void>
  /** Proves that the bot has each address, as Slack does when one is entered; forgets those before. */
  verify(urls: readonly string[]): Promise<void>
  replay(sent: Sent, replay?: Replay): Promise<{ readonly status: number; readonly answer: string }>
}

const form = 'application/x-www-form-urlencoded'
const json = 'application/json'
/** Longer than any deadline; only to end what nobody waits for. */
const patienceMs = 10_000

export function httpSender(world: World): Sender {
  const sent: Sent[] = []
  const { signingSecret } = world.app

  const signatureOf = (timestamp: number, body: string): string =>
    `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`

  async function post(request: Sent): Promise<Response | undefined> {
    const { url, contentType, body, timestamp, headers } = request
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          accept: '*/*',
          'content-type': contentType,
          'x-slack-request-timestamp': String(timestamp),
          ...headers,
        },
        body,
        signal: AbortSignal.timeout(patienceMs),
      })
      request.status = response.status
      request.answer = await response.text()
      return response
    } catch {
      return undefined
    }
  }

  /** The bot compares the time with its own clock, so it is the real one. */
  function newRequest(url: string, contentType: string, body: string, more = {}): Sent {
    const timestamp = Math.floor(Date.now() / 1000)
    const headers = { 'x-slack-signature': signatureOf(timestamp, body), ...more }
    return { url, contentType, body, timestamp, headers, status: 0, answer: '' }
  }

  const urls: string[] = []
  let turn = 0

  async function prove(url: string): Promise<void> {
    const challenge = world.newId('challenge')
    const body = { token: world.app.verificationToken, challenge, type: 'url_verification' }
    const request = newRequest(url, json, JSON.stringify(body))
    // A connection that was kept from before may have ended with the bot that it led to.
    const response = (await post(request)) ?? (await post(request))
    if (response?.status !== 200 || !request.answer.includes(challenge)) {
      throw new Error(`${url} answers the challenge with ${request.status} ${request.answer}`)
    }
  }

  return {
    urls,
    sent,
    async send(ask) {
      const { attempt, retryReason } = ask
      const [contentType, body] = encoded(ask)
      const retry =
        attempt > 0
          ? {
              'x-slack-retry-num': String(attempt),
              'x-slack-retry-reason': retryReason === 'timeout' ? 'http_timeout' : retryReason!,
            }
          : {}
      const request = newRequest(urls[turn++ % urls.length]!, contentType, body, retry)
      sent.push(request)
      const response = await post(request)
      if (attempt !== ask.attempt) return
      if (response === undefined) {
        ask.late = true
        failed(world, ask, 'connection_failed')
      } else if (response.status === 200) {
        acknowledge(world, ask, answerOf(response, request))
      } else {
        const mayRetry = response.headers.get('x-slack-no-retry') !== '1'
        failed(world, ask, 'http_error', mayRetry)
      }
    },
    async verify(given) {
      for (const url of given) await prove(url)
      urls.splice(0, urls.length, ...given)
    },
    async replay(old, { shiftSeconds, signature, body = old.body } = {}) {
      const timestamp = old.timestamp + (shiftSeconds ?? 0)
      const signed =
        signature ?? (shiftSeconds === undefined ? undefined : signatureOf(timestamp, body))
      const { 'x-slack-signature': before, ...others } = old.headers
      const now = signed ?? before ?? ''
      const headers = { ...others, ...(now ? { 'x-slack-signature': now } : {}) }
      const request: Sent = { ...old, body, timestamp, headers, status: 0, answer: '' }
      await post(request)
      return { status: request.status, answer: request.answer }
    },
  }
}

function encoded({ kind, payload }: Ask): readonly [contentType: string, body: string] {
  if (kind === 'events_api') return [json, JSON.stringify(payload)]
  const fields =
    kind === 'slash_commands'
      ? (payload as Readonly<Record<string, string>>)
      : { payload: JSON.stringify(payload) }
  return [form, new URLSearchParams(fields).toString()]
}

function answerOf({ headers }: Response, { answer }: Sent): unknown {
  if (!headers.get('content-type')?.startsWith(json)) return answer
  try {
    return JSON.parse(answer)
  } catch {
    return answer
  }
}
