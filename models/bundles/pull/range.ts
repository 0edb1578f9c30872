/** Asking a server for the rest of a file (RFC 9110, sections 13.1.5 and 14). */

import { readFile } from 'node:fs/promises'
import type { ReadableStream } from 'node:stream/web'
import type { Connection } from './connection.ts'
import { PullProblem } from './problem.ts'

/** Where the entity tag stands of the file that a `.part` is a part of. */
export const tagFile = (part: string): string => `${part}.etag`

export const readTag = (part: string): Promise<string | undefined> =>
  readFile(tagFile(part), 'utf8').catch(() => undefined)

export interface Rest {
  /** The first byte that comes: 0 when the server sends all of it. */
  readonly from: number
  readonly body: ReadableStream<Uint8Array>
  /** A strong entity tag, for the next time. */
  readonly tag: string | undefined
}

export interface Known {
  readonly have: number
  readonly bytes: number
  readonly tag: string | undefined
}

/**
 * PullProblem when the address has another file, or none; an ordinary Error when the server is not
 * well now; `begin anew` when it cannot go on from where we are.
 */
export async function askForRest(
  address: string,
  { have, bytes, tag }: Known,
  connection: Connection,
  signal: AbortSignal,
): Promise<Rest | 'begin anew'> {
  const headers: Record<string, string> = {}
  if (have > 0) {
    headers.range = `bytes=${have}-`
    // Without a tag the checksum alone finds out that the rest is another file's.
    if (tag !== undefined) headers['if-range'] = tag
  }
  const answer = await connection.request(address, { headers, signal })
  const { status, body } = answer
  if (status === 416 && have > 0) {
    await body?.cancel()
    return 'begin anew'
  }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(answer.headers.get('content-range') ?? '')
  const from = status === 206 ? Number(range?.[1]) : 0
  if ((status !== 200 && status !== 206) || body === null) {
    await body?.cancel()
    throw refusal(address, status)
  }
  if (from !== 0 && from !== have) {
    await body.cancel()
    return 'begin anew'
  }
  const length = answer.headers.get('content-length')
  const whole = range?.[2] === undefined ? length && from + Number(length) : Number(range[2])
  if (typeof whole === 'number' && Number.isFinite(whole) && whole !== bytes) {
    await body.cancel()
    throw new PullProblem(`${address} has ${whole} bytes instead of ${bytes}: it is another file`)
  }
  const sent = answer.headers.get('etag')
  const strong = sent?.startsWith('"') ? sent : undefined
  return { from, body: body as ReadableStream<Uint8Array>, tag: strong }
}

/** 408, 429 and 5xx pass (RFC 9110, section 15); everything else will not change by itself. */
function refusal(address: string, status: number): Error {
  const passes = status === 408 || status === 429 || status >= 500
  return passes
    ? new Error(`the server answered ${status}`)
    : new PullProblem(`${address} answered ${status}`)
}
