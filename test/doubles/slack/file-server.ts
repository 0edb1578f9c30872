import type { IncomingMessage, ServerResponse } from 'node:http'
import { SlackError } from './errors.ts'
import { fileUrls, kindOf } from './files.ts'
import type { Reply } from './server.ts'
import type { World } from './world.ts'

/** Takes the bytes of a file at the address that `files.getUploadURLExternal` gave. */
export async function takeUpload(
  world: World,
  id: string,
  { headers }: IncomingMessage,
  raw: Buffer,
): Promise<Reply> {
  const file = world.files.get(id)
  if (file?.state !== 'announced') return { status: 404, body: 'No such upload' }
  const bytes = await bytesIn(raw, headers['content-type'] ?? '')
  if (bytes.length !== file.length) {
    const what = `${file.name} has ${bytes.length} bytes, and ${file.length} were announced`
    world.violations.push(`upload: ${what}`)
    return { status: 400, body: 'Length mismatch' }
  }
  file.bytes = bytes
  file.state = 'uploaded'
  return { status: 200, body: `OK - ${bytes.length}` }
}

/** The bytes come alone or as the one file of a form. */
async function bytesIn(raw: Buffer, contentType: string): Promise<Uint8Array> {
  if (!contentType.startsWith('multipart/form-data')) return new Uint8Array(raw)
  const form = await new Response(new Uint8Array(raw), {
    headers: { 'content-type': contentType },
  }).formData()
  const files = [...form.values()].filter((one) => typeof one !== 'string')
  if (files.length !== 1) throw new SlackError('invalid_arguments')
  return new Uint8Array(await files[0]!.arrayBuffer())
}

/** Gives a file to whoever brings a token of its workspace; others see a page to sign in. */
export function serveFile(
  world: World,
  path: string,
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const file = [...world.files.values()].find((one) =>
    fileUrls(world, one).includes(`${world.url}${path}`),
  )
  const token = world.tokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '')
  const isAllowed =
    token?.workspace.id === file?.workspaceId &&
    token?.refusal === undefined &&
    token?.scopes.includes('files:read')
  if (file?.state !== 'complete') {
    response.writeHead(404).end()
  } else if (!isAllowed) {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Sign in</title>')
  } else {
    const { mimetype } = kindOf(world, file)
    response.writeHead(200, { 'content-type': mimetype || 'application/octet-stream' })
    response.end(file.bytes)
  }
}
