/** A server of files that speaks ranges as RFC 9110 says, and misbehaves on request. */

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Served {
  readonly content: Uint8Array
  /** Cuts the connection after so many bytes of each answer, this many times. */
  readonly cutAfter?: number
  readonly cuts?: number
  /** Answers these statuses first, one a request. */
  readonly statuses?: readonly number[]
  readonly ignoresRange?: boolean
  /** Says a length that is not the content's. */
  readonly saysBytes?: number
  /** Sends no length and this much more than it should. */
  readonly surplus?: number
  readonly etag?: string
  /** Redirects there, with a large file's headers as Hugging Face sends them. */
  readonly redirect?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Says nothing after so many bytes of the file. */
  readonly silentAfter?: number
}

export interface FileServer {
  readonly url: string
  /** What was asked for, `GET /a 100-` with the range's bounds. */
  readonly asked: string[]
  serve(path: string, served: Served): void
  close(): Promise<void>
}

export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, { served: Served; cuts: number; statuses: number[] }>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const range = /^bytes=(\d+-\d*)$/.exec(request.headers.range ?? '')?.[1]
    asked.push(`${request.method} ${request.url}${range === undefined ? '' : ` ${range}`}`)
    const file = files.get(request.url ?? '')
    if (file === undefined) return response.writeHead(404).end()
    const status = file.statuses.shift()
    if (status !== undefined) return response.writeHead(status).end()
    answer(request, response, file)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    serve(path, served) {
      files.set(path, { served, cuts: served.cuts ?? 0, statuses: [...(served.statuses ?? [])] })
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  file: { served: Served; cuts: number },
): void {
  const { served } = file
  const { content, redirect, headers = {} } = served
  if (redirect !== undefined) {
    response.writeHead(302, { location: redirect, ...headers }).end()
    return
  }
  const etag = served.etag ?? `"${createHash('sha256').update(content).digest('hex')}"`
  const first = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
  const condition = request.headers['if-range']
  const isPart = first > 0 && !served.ignoresRange && (condition ?? etag) === etag
  if (isPart && first >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
    return
  }
  const from = isPart ? first : 0
  const bytes = served.saysBytes ?? content.length
  const body = Buffer.concat([content.subarray(from), Buffer.alloc(served.surplus ?? 0)])
  response.writeHead(isPart ? 206 : 200, {
    etag,
    ...(served.surplus === undefined ? { 'content-length': bytes - from } : {}),
    ...(isPart ? { 'content-range': `bytes ${from}-${bytes - 1}/${bytes}` } : {}),
    ...headers,
  })
  if (request.method === 'HEAD') {
    response.end()
  } else if (served.silentAfter !== undefined) {
    response.write(body.subarray(0, Math.max(0, served.silentAfter - from)))
  } else if (served.cutAfter !== undefined && file.cuts > 0) {
    file.cuts -= 1
    response.write(body.subarray(0, served.cutAfter), () => response.destroy())
  } else {
    response.end(body)
  }
}
