import { type Arguments, structured } from './body.ts'
import { type Problem, SlackError } from './errors.ts'
import { pictureKind } from './files.ts'

/** An address of a picture on this computer, wherever it stands in blocks. */
const onThisComputer = /"image_url":("http:\/\/127\.0\.0\.1:[^"]+")/g
const patienceMs = 3000

/**
 * Fetches the pictures of blocks before they are shown, as Slack does. Throws when there is none; the
 * bot is not to blame for what cannot be reached.
 */
export async function fetchPictures(given: Arguments): Promise<void> {
  const blocks = JSON.stringify(structured(given, 'blocks', 'invalid_blocks_format') ?? [])
  const addresses = [...blocks.matchAll(onThisComputer)].map(([, text]) => JSON.parse(text!))
  const fetched = await Promise.all(addresses.map(isPicture))
  const problems: Problem[] = fetched
    .filter((one) => !one)
    .map(() => ({ at: '/blocks', message: 'downloading image failed' }))
  if (problems.length > 0) throw new SlackError('invalid_blocks', problems, {}, false)
}

async function isPicture(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) })
    const kind = pictureKind(new Uint8Array(await response.arrayBuffer()))
    return response.ok && kind?.mimetype === response.headers.get('content-type')
  } catch {
    return false
  }
}
