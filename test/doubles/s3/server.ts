import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { signatureProblem } from './signature.ts'

export interface S3Server {
  readonly endpoint: string
  /** The one key that it knows. */
  readonly key: { readonly id: string; readonly secret: string }
  /** Methods and paths of what was asked, in order. */
  readonly asked: readonly string[]
  /** The next requests are answered with an error of that status and S3's name for it. */
  failNext(count: number, status: number, name: string): void
  /** From now on it hangs up on everybody, or answers again. */
  setAway(away: boolean): void
  stop(): Promise<void>
}

// The one that s3rver knows; who has which secret is checked at the door.
const key = { id: 'S3RVER', secret: 'a secret of the tests' }
const bucket = 'troupe'

/**
 * s3rver on the loopback with the bucket `troupe`, behind a door that checks signatures, which s3rver
 * believes unseen, and can be shut.
 */
export async function startS3(port = 0): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'troupe-s3-'))
  const s3rver = new S3rver({
    directory,
    port: 0,
    address: '127.0.0.1',
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket, configs: [] }],
  })
  const inside = await s3rver.run()
  const asked: string[] = []
  let failures: { status: number; name: string }[] = []
  let isAway = false

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isAway) return void incoming.socket.destroy()
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part)
    const body = Buffer.concat(parts)
    asked.push(`${incoming.method} ${new URL(incoming.url!, 'http://s3').pathname}`)
    const failure = failures.shift()
    if (failure !== undefined) return refuse(response, failure.status, failure.name)
    const problem = signatureProblem(incoming, body, { [key.id]: key.secret })
    if (problem !== undefined) return refuse(response, 403, problem)
    const isAddress = incoming.url!.includes('X-Amz-Signature')
    const onward = request({
      host: '127.0.0.1',
      port: inside.port,
      method: incoming.method,
      path: isAddress ? new URL(incoming.url!, 'http://s3').pathname : incoming.url,
      headers: isAddress ? {} : incoming.headers,
    })
    onward.end(body)
    const [inner] = (await once(onward, 'response')) as [IncomingMessage]
    response.writeHead(inner.statusCode!, inner.headers)
    inner.pipe(response)
  }

  const door = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy())
  })
  door.listen(port, '127.0.0.1')
  await once(door, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    key,
    asked,
    failNext(count, status, name) {
      failures = Array.from({ length: count }, () => ({ status, name }))
    },
    setAway(away) {
      isAway = away
    },
    async stop() {
      door.close()
      door.closeAllConnections()
      await s3rver.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function refuse(response: ServerResponse, status: number, name: string): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${name}</Code><Message>no</Message></Error>`
  response.writeHead(status, { 'content-type': 'application/xml' }).end(body)
}
