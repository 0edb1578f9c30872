/** What is on this machine: bundles that draw, and parts that a bundle is exported from. */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from '../format.ts'
import { readManifest } from '../manifest.ts'
import { type PartRecord, readPartRecord } from '../pull/pull.ts'

export interface InstalledBundle {
  readonly dir: string
  /** The sentence of what is wrong, for a bundle.json that is not in order. */
  readonly manifest: Manifest | string
}

/** The bundles among the folders of `places`; a place that is not there has none. */
export async function findBundles(places: readonly string[]): Promise<InstalledBundle[]> {
  const found: InstalledBundle[] = []
  for (const dir of await foldersIn(places)) {
    const inside = await readdir(dir)
    if (!inside.includes('bundle.json')) continue
    const manifest = await readManifest(dir).catch((error: Error) => error.message)
    found.push({ dir, manifest })
  }
  return found
}

/** The parts of `place` that were pulled to their end. */
export async function findParts(place: string): Promise<PartRecord[]> {
  const records = await Promise.all((await foldersIn([place])).map(readPartRecord))
  return records.filter((record) => record !== undefined)
}

async function foldersIn(places: readonly string[]): Promise<string[]> {
  const folders: string[] = []
  for (const place of places) {
    const inside = await readdir(place, { withFileTypes: true }).catch(() => [])
    folders.push(
      ...inside.filter((entry) => entry.isDirectory()).map((entry) => join(place, entry.name)),
    )
  }
  return folders.sort()
}
