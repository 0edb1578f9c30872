/** A proxy for a double of Discord that reads no multipart: it keeps the files and passes JSON on. */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { APIAttachment } from 'discord.js'

/** A call of the bot: `path` without `/api/v10`, its JSON, and the files beside it by their `id`. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly body: Record<string, unknown>
  readonly files: ReadonlyMap<string, File>
}

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface MultipartProxy {
  /** What stands in the place of `https://discord.com/api`. */
  readonly url: string
  /** Every call so far, in order. */
  readonly calls: readonly Call[]
  close(): Promise<void>
}

export interface ProxySettings {
  /** Address of the double, with `/api`. */
  readonly target: string
  /** Answers what the double does not know; undefined passes the call on. */
  readonly answer: (
    call: Call,
    pass: (call: Call) => Promise<Answer>,
  ) => Promise<Answer | undefined>
  /** Told what is attached to a message after each time that the bot wrote it. */
  readonly keep: (messageId: string, attachments: readonly APIAttachment[]) => Promise<void>
}

const base = '/api/v10'
const isMessage = /^\/(channels\/\d+\/messages(\/\d+)?|webhooks\/.+)$/

export async function openMultipartProxy(settings: ProxySettings): Promise<MultipartProxy> {
  const { target, answer, keep } = settings
  const calls: Call[] = []
  const attached = new Map<string, APIAttachment[]>()
  const uploads = new Map<string, Uint8Array>()
  let count = 0

  async function pass(call: Call): Promise<Answer> {
    const { method, path, body } = call
    const hasBody = method !== 'GET' && method !== 'DELETE'
    const response = await fetch(`${target}/v10${path}`, {
      method,
      ...(hasBody && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  /** The message as the double gave it back, with what is attached to it now. */
  async function attach(call: Call, given: Answer): Promise<Answer> {
    const message = given.body as { id: string }
    const before = attached.get(message.id) ?? []
    const wanted = call.body.attachments as Partial<APIAttachment>[] | undefined
    const now =
      wanted?.map((one) => before.find(({ id }) => id === one.id) ?? upload(call, one)) ?? before
    const attachments = await Promise.all(now)
    attached.set(message.id, attachments)
    await keep(message.id, attachments)
    return { ...given, body: { ...message, attachments } }
  }

  async function upload(call: Call, one: Partial<APIAttachment>): Promise<APIAttachment> {
    const file = call.files.get(String(one.id))
    if (file === undefined) throw new Error(`${call.path} attaches ${one.id} and does not bring it`)
    const id = String(++count)
    const address = `${proxy.url.replace('/api', '')}/attachments/${id}/${file.name}`
    uploads.set(new URL(address).pathname, new Uint8Array(await file.arrayBuffer()))
    const { description } = one
    const more = { description, size: file.size, content_type: file.type }
    return { id, filename: file.name, url: address, proxy_url: address, ...more } as APIAttachment
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://proxy')
    const bytes = uploads.get(pathname)
    if (bytes !== undefined) return void response.end(bytes)
    const call = await readCall(request, pathname.slice(base.length))
    calls.push(call)
    const given = (await answer(call, pass)) ?? (await pass(call))
    const isWritten = isMessage.test(call.path) && /POST|PATCH/.test(call.method)
    const { status, body } = isWritten && given.status < 300 ? await attach(call, given) : given
    if (body === undefined) return void response.writeHead(status).end()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => {
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ code: 50035, message: error.message }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const proxy: MultipartProxy = {
    url: `http://127.0.0.1:${port}/api`,
    calls,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}

async function readCall(request: IncomingMessage, path: string): Promise<Call> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  const call = { method: request.method ?? 'GET', path: decodeURIComponent(path) }
  if (!type.startsWith('multipart/')) {
    const body = bytes.length === 0 ? {} : JSON.parse(bytes.toString())
    return { ...call, body, files: new Map() }
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const files = [...form].flatMap(([name, value]) => {
    const id = /^files\[(\d+)\]$/.exec(name)?.[1]
    return id === undefined || typeof value === 'string' ? [] : [[id, value] as const]
  })
  return { ...call, body: JSON.parse(String(form.get('payload_json'))), files: new Map(files) }
}
