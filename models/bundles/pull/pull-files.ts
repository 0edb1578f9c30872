/** Many files at once: what is there already is checked, what is not is pulled, and all failures are told. */

import { mkdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checksum, matches, sha256Of } from '../checksum.ts'
import { type DownloadOptions, download, partOf } from './download.ts'
import { PullProblem } from './problem.ts'
import { askPublisher } from './published.ts'

export interface WantedFile {
  readonly file: string
  readonly address: string
  readonly bytes?: number | undefined
  /** Undefined: what the publisher's server says is taken, and recorded as such. */
  readonly sha256?: string | undefined
}

export interface PulledFile {
  readonly file: string
  readonly address: string
  readonly bytes: number
  readonly sha256: string
  /** Whose checksum it was compared with. */
  readonly checkedAgainst: 'us' | 'the publisher'
}

export interface PullOptions extends Omit<DownloadOptions, 'onBytes'> {
  /** How many files at once. */
  readonly parallel?: number
  readonly onBytes?: (file: string, bytes: number, of: number) => void
  /** Bytes that may be written into a folder; by default what its disk has free. */
  readonly roomIn?: (folder: string) => Promise<number>
}

/** The files in `folder`, in order. PullProblem that names every file which could not be had. */
export async function pullFiles(
  wanted: readonly WantedFile[],
  folder: string,
  options: PullOptions,
): Promise<PulledFile[]> {
  const { parallel = 4, signal } = options
  const known = await inParallel(wanted, parallel, (file) => learn(file, options))
  await mkdir(folder, { recursive: true })
  await checkRoom(known, folder, options.roomIn ?? freeIn)
  const problems: string[] = []
  const pulled = await inParallel(known, parallel, async (file) => {
    try {
      return await pullFile(file, folder, options)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof PullProblem)) throw error
      problems.push(error.message)
      return undefined
    }
  })
  if (problems.length > 0) throw new PullProblem([...new Set(problems)].join('\n'))
  return pulled.filter((file) => file !== undefined)
}

interface KnownFile {
  readonly file: string
  readonly address: string
  readonly bytes: number
  readonly checksum: Checksum
  readonly isOurs: boolean
}

async function learn(wanted: WantedFile, options: PullOptions): Promise<KnownFile> {
  const { file, address, bytes, sha256 } = wanted
  const own = sha256 === undefined ? undefined : { kind: 'sha256' as const, value: sha256 }
  if (bytes !== undefined && own !== undefined) {
    return { file, address, bytes, checksum: own, isOurs: true }
  }
  const published = await askPublisher(address, options.connection, options.signal)
  const checksum = own ?? published.checksum
  const size = bytes ?? published.bytes
  if (checksum !== undefined && size !== undefined) {
    return { file, address, bytes: size, checksum, isOurs: own !== undefined }
  }
  const lacking = checksum === undefined ? 'checksum' : 'size'
  throw new PullProblem(
    `nobody knows the ${lacking} of ${address}: its server tells none, so it cannot be checked`,
  )
}

async function pullFile(
  { file, address, bytes, checksum, isOurs }: KnownFile,
  folder: string,
  { onBytes, ...options }: PullOptions,
): Promise<PulledFile> {
  const path = join(folder, file)
  const isThere = (await sizeOf(path)) === bytes && (await matches(path, checksum, options.signal))
  if (!isThere) {
    await rm(path, { force: true })
    const tell = (now: number) => onBytes?.(file, now, bytes)
    await download({ address, path, bytes, checksum }, { ...options, onBytes: tell })
  }
  onBytes?.(file, bytes, bytes)
  const sha256 = checksum.kind === 'sha256' ? checksum.value : await sha256Of(path)
  return { file, address, bytes, sha256, checkedAgainst: isOurs ? 'us' : 'the publisher' }
}

async function checkRoom(
  files: readonly KnownFile[],
  folder: string,
  roomIn: (folder: string) => Promise<number>,
): Promise<void> {
  let missing = 0
  for (const { file, bytes } of files) {
    const path = join(folder, file)
    const have = Math.max(await sizeOf(path), await sizeOf(partOf(path)))
    missing += Math.max(0, bytes - have)
  }
  const room = await roomIn(folder)
  if (missing <= room) return
  throw new PullProblem(
    `${folder} has room for ${room} bytes, and ${missing} are to be pulled: nothing was begun`,
  )
}

const freeIn = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

async function inParallel<Item, Result>(
  items: readonly Item[],
  parallel: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const left = items.entries()
  const worker = async () => {
    for (const [i, item] of left) results[i] = await work(item)
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  return results
}
