/** Checksums of files: sha256, and git's own for what publishers keep outside of large file storage. */

import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'

/** What a file must hash to. `git-blob` is git's object id: sha1 of `blob LENGTH\0` and the content. */
export interface Checksum {
  readonly kind: 'sha256' | 'git-blob'
  readonly value: string
}

/** The sha256 of a file, 64 hex digits. */
export const sha256Of = (path: string, signal?: AbortSignal): Promise<string> =>
  digest(path, 'sha256', '', signal)

/** Whether a file has this checksum. */
export async function matches(
  path: string,
  { kind, value }: Checksum,
  signal?: AbortSignal,
): Promise<boolean> {
  if (kind === 'sha256') return (await sha256Of(path, signal)) === value
  const { size } = await stat(path)
  return (await digest(path, 'sha1', `blob ${size}\0`, signal)) === value
}

async function digest(
  path: string,
  algorithm: string,
  before: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const hash = createHash(algorithm).update(before)
  const file = await open(path)
  try {
    // One buffer: a stream's would lie about by the hundred until somebody collects them.
    const buffer = Buffer.allocUnsafe(2 ** 20)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}
