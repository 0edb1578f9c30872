import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../story/errors.ts'
import type { FrameStore } from '../story/ports/pictures.ts'
import { checkKey } from './frame-key.ts'

/** What people read when there is no room for another picture. */
export const noRoom = (): UserError =>
  new UserError(
    'no-room',
    'There is no room left for another picture. Whoever runs Troupe has to free some disk space.',
  )

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** Writes beside the file and renames: a reader sees the old bytes or the new, never half. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(draft, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT') throw noRoom()
    throw error
  }
}

/** Pictures as files under a folder. `checkRoom` wants `reserveBytes` free on its disk. */
export function diskFrameStore(
  folder: string,
  { reserveBytes = 256 * 2 ** 20 }: { reserveBytes?: number } = {},
): FrameStore {
  const pathOf = (key: string): string => join(folder, checkKey(key))
  return {
    async put(key, bytes) {
      await writeWhole(pathOf(key), bytes)
    },
    async get(key) {
      try {
        return new Uint8Array(await readFile(pathOf(key)))
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      }
    },
    async remove(key) {
      await rm(pathOf(key), { force: true })
    },
    async checkRoom() {
      await mkdir(folder, { recursive: true })
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < reserveBytes) throw noRoom()
    },
    direct: undefined,
  }
}
