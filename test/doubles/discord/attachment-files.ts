import type { ServerResponse } from 'node:http'
import type { Attachment, World } from './world.ts'

/** Serves `/attachments/{channel}/{id}/{name}?ex=`, until the hour that the address names. */
export function serveAttachment(
  world: World,
  pathname: string,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const [, , channelId, id] = pathname.split('/')
  const file = find(world, channelId ?? '', id ?? '')
  const expires = Number.parseInt(query.get('ex') ?? '0', 16) * 1000
  if (file === undefined || world.now() > expires) {
    response.writeHead(404).end('This content is no longer available.')
    return
  }
  response.writeHead(200, {
    'content-type': file.contentType,
    'content-length': file.bytes.length,
  })
  response.end(file.bytes)
}

function find({ channels, uploads }: World, channelId: string, id: string): Attachment | undefined {
  const messages = channels.get(channelId)?.messages ?? []
  const sent = messages.flatMap(({ attachments }) => attachments)
  return sent.find((one) => one.id === id) ?? uploads.get(id)
}
