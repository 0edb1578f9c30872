/** Gives a single picture to whoever brings an address that we signed. */

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'
import type { ChatLog } from '../chat.ts'
import { pictureKey } from '../picture-key.ts'
import { goodForSeconds, type Named, type PictureAddresses } from './picture-addresses.ts'

interface Helpers {
  readonly store: Pick<Store, 'tenant' | 'frames' | 'characters'>
  readonly pictures: Pick<FrameStore, 'get'>
  readonly log: ChatLog
}

const refusals = {
  strange: [404, 'There is nothing here.'],
  forged: [403, 'This address is not one that Troupe made.'],
  expired: [
    403,
    `This address was good for ${goodForSeconds / 86_400} days, and they are over. Ask for the picture again in Slack.`,
  ],
  gone: [404, 'There is no such picture any more.'],
  away: [503, 'The pictures cannot be reached. Try again soon.'],
} as const

const headers = {
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'referrer-policy': 'no-referrer',
}
/** Nobody between Slack and us may keep it: what is deleted is to be gone. */
const pictureHeaders = {
  ...headers,
  'content-type': 'image/png',
  'cache-control': 'private, max-age=86400',
}

export function pictureDoor(
  addresses: PictureAddresses,
  { store, pictures, log }: Helpers,
): RequestListener {
  async function find(named: Named): Promise<Uint8Array | undefined> {
    const { id } = await store.tenant('slack', named.team)
    const key = await pictureKey(store, id, named)
    return key === undefined ? undefined : pictures.get(key)
  }

  async function answer({ url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const named = addresses.read(url)
    if (typeof named === 'string') return refuse(response, named)
    const bytes = await find(named)
    if (bytes === undefined) return refuse(response, 'gone')
    response.writeHead(200, { ...pictureHeaders, 'content-length': bytes.length }).end(bytes)
  }

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end()
      return
    }
    answer(request, response).catch((err: unknown) => {
      log.warn({ err }, 'A picture could not be given to Slack.')
      refuse(response, 'away')
    })
  }
}

function refuse(response: ServerResponse, why: keyof typeof refusals): void {
  const [status, sentence] = refusals[why]
  const type = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  response.writeHead(status, { ...headers, ...type }).end(`${sentence}\n`)
}
