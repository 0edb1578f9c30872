/** Fetches a picture that somebody attached, from where their platform keeps such files. */

import { Agent, fetch } from 'undici'
import { UserError } from '../../story/errors.ts'
import { publicLookup } from './public-address.ts'

/** The largest file that is taken, bytes. */
export const mostBytes = 8 * 2 ** 20

interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly body: AsyncIterable<Uint8Array> | null
}

export interface Attached {
  readonly url: string
  /** Hosts that the platform keeps files at; nothing else is asked. */
  readonly hosts: readonly string[]
  /** Sent to those hosts alone. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface FetchOptions {
  /** Whoever attached it waits for the acknowledgement that it is kept. */
  readonly timeoutMs?: number
  /** How a request is made. */
  readonly request?: (
    url: string,
    init: {
      readonly headers: Readonly<Record<string, string>>
      readonly redirect: 'error'
      readonly signal: AbortSignal
    },
  ) => Promise<Answer>
}

/** What nobody waits for any more ends by itself. */
const silenceMs = 5000
const dispatcher = new Agent({
  connect: { lookup: publicLookup(), timeout: silenceMs },
  headersTimeout: silenceMs,
  bodyTimeout: silenceMs,
})

/** Its bytes. UserError when it is elsewhere, too large, or does not come in time. */
export async function fetchPicture(
  { url, hosts, headers = {} }: Attached,
  {
    timeoutMs = 2000,
    request = (address, init) => fetch(address, { ...init, dispatcher }),
  }: FetchOptions = {},
): Promise<Uint8Array> {
  checkAddress(url, hosts)
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await request(url, { headers, redirect: 'error', signal })
    if (!answer.ok || answer.body === null) throw new Error(`it answered ${answer.status}`)
    return await readUpTo(answer.body, mostBytes, signal)
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    const why = signal.aborted ? 'did not come in time' : 'could not be fetched'
    throw new UserError('no-picture', `The attached picture ${why}. Try it again.`)
  }
}

function checkAddress(text: string, hosts: readonly string[]): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isTrusted =
    url?.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    hosts.includes(url.hostname)
  if (isTrusted) return
  throw new UserError('no-picture', 'The attached picture is not where such files are kept.')
}

/**
 * Counted as it comes, whatever was announced. The signal is looked at here too: fetch forgets it once
 * its request was collected.
 */
async function readUpTo(
  body: AsyncIterable<Uint8Array>,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  late.catch(() => undefined)
  signal.throwIfAborted()
  const coming = body[Symbol.asyncIterator]()
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([coming.next(), late])
      if (done) return Buffer.concat(parts)
      size += value.length
      if (size > most) throw tooLarge()
      parts.push(value)
    }
  } finally {
    // Ends the transfer; whoever is silent would not answer this either.
    coming.return?.().catch(() => undefined)
  }
}

export const tooLarge = (): UserError =>
  new UserError('no-picture', `The attached picture may have up to ${mostBytes / 2 ** 20} MB.`)
