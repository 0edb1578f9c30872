/** What comes in at the port that Slack sends to. */

import type { IncomingMessage, RequestListener } from 'node:http'
import type { HTTPReceiver, Receiver } from '@slack/bolt'
import { picturesPath } from './picture-addresses.ts'
import { openPort, type Where } from './port.ts'

/** How far a request may be from now, seconds; Bolt looks only whether it is too old. */
const mostSeconds = 300

/** Lets through what Bolt should see, gives pictures to whoever may have them, and answers the rest. */
export function httpDoor(
  inner: Pick<HTTPReceiver, 'init' | 'requestListener'>,
  where: Where,
  givePicture: RequestListener,
  now: () => number = Date.now,
): Receiver {
  const hear: RequestListener = (request, response) => {
    if (request.url?.startsWith(picturesPath)) {
      givePicture(request, response)
      return
    }
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
  return { init: (app) => inner.init(app), ...openPort(hear, where) }
}

function isAhead({ headers }: IncomingMessage, now: number): boolean {
  const timestamp = Number(headers['x-slack-request-timestamp'] ?? 0)
  return timestamp - now / 1000 > mostSeconds
}
