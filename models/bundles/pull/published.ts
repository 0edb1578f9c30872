/** What a publisher's server says of a file before it is pulled. */

import type { Checksum } from '../checksum.ts'
import type { Connection } from './connection.ts'
import { PullProblem, reasonOf } from './problem.ts'

export interface Published {
  readonly bytes: number | undefined
  readonly checksum: Checksum | undefined
}

const mostRedirects = 5

/**
 * Asks by HEAD. Hugging Face tells a large file's sha256 and size in X-Linked-Etag and
 * X-Linked-Size of its redirect, and of a small file git's object id as ETag
 * (huggingface.js, packages/hub/src/lib/file-download-info.spec.ts).
 */
export async function askPublisher(
  address: string,
  connection: Connection,
  signal: AbortSignal,
): Promise<Published> {
  let bytes: number | undefined
  let checksum: Checksum | undefined
  let at = address
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const { status, headers } = await connection
      .request(at, { method: 'HEAD', redirect: 'manual', signal })
      .catch((cause: unknown) => {
        signal.throwIfAborted()
        throw new PullProblem(`${at} cannot be asked: ${reasonOf(cause)}`, { cause })
      })
    bytes ??= lengthOf(headers.get('x-linked-size'))
    checksum ??= checksumOf(headers.get('x-linked-etag'))
    const next = headers.get('location')
    if (status >= 300 && status < 400 && next !== null) {
      at = new URL(next, at).href
      continue
    }
    if (status !== 200) throw new PullProblem(`${at} answered ${status}`)
    bytes ??= lengthOf(headers.get('content-length'))
    return { bytes, checksum: checksum ?? checksumOf(headers.get('etag')) }
  }
  throw new PullProblem(`${address} leads from address to address without end`)
}

const lengthOf = (text: string | null): number | undefined =>
  text !== null && /^\d+$/.test(text) ? Number(text) : undefined

function checksumOf(etag: string | null): Checksum | undefined {
  const value = /^"?([0-9a-f]+)"?$/.exec(etag ?? '')?.[1]
  if (value?.length === 64) return { kind: 'sha256', value }
  if (value?.length === 40) return { kind: 'git-blob', value }
  return undefined
}
