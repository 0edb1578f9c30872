/** The port that Slack sends to. */

import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { HTTPReceiver, Receiver } from '@slack/bolt'
import { BadToken } from '../start.ts'

/** How far a request may be from now, seconds; Bolt looks only whether it is too old. */
const mostSeconds = 300
/** Slack waits three seconds; whoever takes longer to ask is not Slack. */
const patienceMs = 10_000

interface Where {
  readonly host: string
  readonly port: number
}

/** Lets through what Bolt should see, and answers the rest. */
export function httpDoor(
  inner: Pick<HTTPReceiver, 'init' | 'requestListener'>,
  { host, port }: Where,
  now: () => number = Date.now,
): Receiver {
  const hear: RequestListener = (request, response) => {
    if (isAhead(request, now())) {
      response.writeHead(401).end()
      return
    }
    try {
      inner.requestListener(request, response)
    } catch {
      // Bolt throws for what it has no answer to, Node for addresses that are none.
      response.writeHead(404).end()
    }
  }
  const server = createServer({ requestTimeout: patienceMs, headersTimeout: patienceMs }, hear)

  return {
    init: (app) => inner.init(app),
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', (cause: NodeJS.ErrnoException) => {
          const isTaken = cause.code === 'EADDRINUSE'
          const sentence = isTaken
            ? `Port ${port} is taken by another program. Stop it, or set SLACK_PORT to another number.`
            : `SLACK_PORT or SLACK_HOST cannot be used: ${cause.message}`
          reject(new BadToken(sentence, { cause }))
        })
        server.listen(port, host, () => resolve(server))
      }),
    stop: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve(undefined)
        server.close(resolve)
        // What is being answered is answered; a load balancer keeps the others open for ever.
        server.closeIdleConnections()
      }),
  }
}

function isAhead({ headers }: IncomingMessage, now: number): boolean {
  const timestamp = Number(headers['x-slack-request-timestamp'] ?? 0)
  return timestamp - now / 1000 > mostSeconds
}
