/** A proxy before a server that others wrote: what is asked and answered can be read, and an answer lost. */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A request that was answered. */
export interface Passed {
  readonly path: string
  readonly body: Buffer
  readonly answer: Buffer
}

export interface Tap {
  /** What stands in the place of the server's own address. */
  readonly url: string
  readonly passed: readonly Passed[]
  /** The server does what the next request to that path asks, and whoever asked never hears of it. */
  loseNextAnswer(path: string): void
  close(): Promise<void>
}

/** Headers of one connection alone, or of a body that `fetch` has unpacked. */
const ownHeaders = ['connection', 'content-encoding', 'content-length', 'host', 'transfer-encoding']

export async function startTap(target: string): Promise<Tap> {
  const passed: Passed[] = []
  const losing: string[] = []

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request
    const body = await buffer(request)
    const given = Object.entries(headers).filter(([name]) => !ownHeaders.includes(name))
    const heard = await fetch(`${target}${url}`, {
      method,
      redirect: 'manual',
      headers: given.map(([name, value]) => [name, String(value)] as [string, string]),
      ...(method === 'GET' ? {} : { body }),
    })
    const answer = Buffer.from(await heard.arrayBuffer())
    const [path = ''] = url.split('?')
    passed.push({ path, body, answer })
    const place = losing.indexOf(path)
    if (place >= 0) {
      losing.splice(place, 1)
      request.socket.destroy()
      return
    }
    const answered = [...heard.headers].filter(([name]) => !ownHeaders.includes(name))
    response.writeHead(heard.status, Object.fromEntries(answered)).end(answer)
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    loseNextAnswer: (path) => void losing.push(path),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
