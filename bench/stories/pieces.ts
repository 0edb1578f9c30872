/** What of a story was drawn already: a line a piece in a file beside the pictures. */

import { createHash } from 'node:crypto'
import { access, readFile, rename, writeFile } from 'node:fs/promises'
import type { Manifest } from '../../models/bundles/manifest.ts'

/** One piece of work that was done: a character or a frame. */
export interface Piece {
  /** Changes with everything that the picture hangs on. */
  readonly key: string
  readonly seconds: number
  /** Of a character. */
  readonly identity?: readonly number[]
  /** Why there is no picture. */
  readonly failure?: string
}

export const keyOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)

/** Changes with every file of the bundle and with every default setting. */
export function bundleKey({ files, defaults }: Pick<Manifest, 'files' | 'defaults'>): string {
  const sums = Object.keys(files)
    .sort()
    .map((name) => [name, files[name].sha256])
  return keyOf(sums, defaults)
}

export interface Pieces {
  /** The piece of that name, if it was done under that key and its pictures are still there. */
  find(name: string, key: string, pictures: readonly string[]): Promise<Piece | undefined>
  /** Keeps a piece: on disk when this returns. */
  keep(name: string, piece: Piece): Promise<void>
}

/** The pieces that the file at `path` holds; none where there is no such file. */
export async function openPieces(path: string): Promise<Pieces> {
  const pieces = new Map(Object.entries(await readPieces(path)))
  return {
    async find(name, key, pictures) {
      const piece = pieces.get(name)
      if (piece?.key !== key) return undefined
      if (piece.failure !== undefined) return piece
      const there = await Promise.all(pictures.map(exists))
      return there.every(Boolean) ? piece : undefined
    },
    async keep(name, piece) {
      pieces.set(name, piece)
      await writeFile(`${path}.partial`, JSON.stringify(Object.fromEntries(pieces)))
      await rename(`${path}.partial`, path)
    },
  }
}

async function readPieces(path: string): Promise<Record<string, Piece>> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error })
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
