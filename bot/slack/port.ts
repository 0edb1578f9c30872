/** A port that something with a certificate stands before. */

import { createServer, type RequestListener } from 'node:http'
import { BadToken } from '../start.ts'

export interface Where {
  readonly host: string
  readonly port: number
}

/** Slack waits three seconds; whoever takes longer to ask is not Slack. */
const patienceMs = 10_000

/** `start` fails with a `BadToken` when the port cannot be used. */
export function openPort(hear: RequestListener, { host, port }: Where) {
  const server = createServer({ requestTimeout: patienceMs, headersTimeout: patienceMs }, hear)

  return {
    start: (): Promise<unknown> =>
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
    stop: (): Promise<unknown> =>
      new Promise((resolve) => {
        if (!server.listening) return resolve(undefined)
        server.close(resolve)
        // What is being answered is answered; a load balancer keeps the others open for ever.
        server.closeIdleConnections()
      }),
  }
}
