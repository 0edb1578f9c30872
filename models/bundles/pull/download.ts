/** One file from a server to the disk: goes on where it stopped, and is checked before it has its name. */

import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Checksum, matches } from '../checksum.ts'
import type { Connection } from './connection.ts'
import { diskProblem, PullProblem, reasonOf } from './problem.ts'
import { askForRest, readTag, tagFile } from './range.ts'

export interface Download {
  readonly address: string
  /** Where the whole file will stand; until then it stands beside it as `.part`. */
  readonly path: string
  readonly bytes: number
  readonly checksum: Checksum
}

export interface DownloadOptions {
  readonly connection: Connection
  readonly signal: AbortSignal
  /** How many bytes of the file are on the disk now; falls when it begins anew. */
  readonly onBytes?: (bytes: number) => void
  /** Tries in a row that bring nothing before it gives up. */
  readonly tries?: number
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

export const partOf = (path: string): string => `${path}.part`

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

/** PullProblem when the server's file is another one, when nothing comes any more, when the disk is full. */
export async function download(wanted: Download, options: DownloadOptions): Promise<void> {
  const { path, address, checksum } = wanted
  const { signal } = options
  const part = partOf(path)
  await mkdir(dirname(path), { recursive: true })
  const resumed = (await sizeOf(part)) > 0
  await untilWhole(wanted, options)
  if (!(await matches(part, checksum, signal))) {
    await discard(part)
    if (resumed) return download(wanted, options)
    throw new PullProblem(
      `${address} is not the file that was expected: its checksum is another one than ${checksum.value}. It was thrown away.`,
    )
  }
  await sync(part)
  await rename(part, path)
  await rm(tagFile(part), { force: true })
}

async function untilWhole(wanted: Download, options: DownloadOptions): Promise<void> {
  const { address, path, bytes } = wanted
  const { signal, tries = 5 } = options
  const wait = options.wait ?? ((ms, signal) => pause(ms, undefined, { signal }))
  const part = partOf(path)
  for (let vain = 0; ; ) {
    const before = await sizeOf(part)
    if (before === bytes) return
    let reason = 'the connection was cut'
    try {
      await fetchRest(wanted, before, options)
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof PullProblem) throw error
      const disk = diskProblem(error, part)
      if (disk !== undefined) throw disk
      reason = reasonOf(error)
    }
    const now = await sizeOf(part)
    if (now === bytes) return
    vain = now > before ? 0 : vain + 1
    if (vain >= tries) {
      throw new PullProblem(
        `${address} stopped at ${now} of ${bytes} bytes, ${tries} times: ${reason}. What came is kept: pull again to go on.`,
      )
    }
    await wait(500 * 2 ** vain, signal)
  }
}

/** Appends what is missing, or begins anew when the server has no part of what we have. */
async function fetchRest(
  { address, path, bytes }: Download,
  before: number,
  { connection, signal, onBytes }: DownloadOptions,
): Promise<void> {
  const part = partOf(path)
  if (before > bytes) return discard(part)
  const known = { have: before, bytes, tag: await readTag(part) }
  const answer = await askForRest(address, known, connection, signal)
  if (answer === 'begin anew') return discard(part)
  const { from, body, tag } = answer
  if (tag !== undefined) await writeFile(tagFile(part), tag)
  else if (from === 0) await rm(tagFile(part), { force: true })
  onBytes?.(from)
  const file = await open(part, from === 0 ? 'w' : 'a')
  try {
    let at = from
    // Each chunk is written before the next is read, so that a cut loses none that came.
    for await (const chunk of body) {
      signal.throwIfAborted()
      if (at + chunk.length > bytes) {
        throw new PullProblem(`${address} sends more than the ${bytes} bytes that were expected`)
      }
      await file.writeFile(chunk)
      at += chunk.length
      onBytes?.(at)
    }
  } finally {
    await file.close()
  }
}

async function discard(part: string): Promise<void> {
  await rm(part, { force: true })
  await rm(tagFile(part), { force: true })
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}
