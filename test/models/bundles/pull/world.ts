/** What tests of pulling share: a server, a folder, files that look like weights. */

import { createHash } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, openConnection } from '../../../../models/bundles/pull/connection.ts'
import { type FileServer, startFileServer } from '../../../doubles/file-server.ts'

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'pull-'))

/** Bytes that repeat nowhere within a file, so that a gap or an overlap is noticed. */
export const weights = (length: number, seed = 1): Buffer =>
  Buffer.from(
    Uint32Array.from({ length: Math.ceil(length / 4) }, (_, i) => (i * 2654435761 + seed) >>> 0)
      .buffer,
  ).subarray(0, length)

export const sha256 = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

export const gitBlob = (content: Uint8Array): string =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')

export interface PullWorld {
  readonly server: FileServer
  readonly connection: Connection
  readonly waits: number[]
  /** Options with a wait that takes no time and is noted. */
  readonly options: {
    readonly connection: Connection
    readonly signal: AbortSignal
    readonly wait: (milliseconds: number) => Promise<void>
  }
  close(): Promise<void>
}

export async function pullWorld(silenceMs = 5000): Promise<PullWorld> {
  const server = await startFileServer()
  const connection = openConnection({ silenceMs }, {})
  const waits: number[] = []
  const wait = async (milliseconds: number) => void waits.push(milliseconds)
  const options = { connection, signal: new AbortController().signal, wait }
  return {
    server,
    connection,
    waits,
    options,
    async close() {
      await connection.close()
      await server.close()
    },
  }
}
