/** Reads a bundle's description and checks its files, without opening any model. */

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sha256Of } from './checksum.ts'
import { type Manifest, manifestSchema } from './format.ts'

export type { Manifest } from './format.ts'

/** The bundle.json of a folder. Error naming the file and the field that is wrong. */
export async function readManifest(dir: string): Promise<Manifest> {
  const path = join(dir, 'bundle.json')
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new Error(`no bundle in ${dir}: cannot read bundle.json`, { cause })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${(cause as Error).message}`, { cause })
  }
  const parsed = manifestSchema.safeParse(json)
  if (!parsed.success) throw new Error(`${path} is not in order: ${z.prettifyError(parsed.error)}`)
  const unlisted = namedFiles(parsed.data).filter((name) => !(name in parsed.data.files))
  if (unlisted.length === 0) return parsed.data
  throw new Error(`${path} gives no checksum of ${unlisted.join(', ')}`)
}

/** Compares every file with the manifest. Error naming the first file that differs, and how. */
export async function verifyFiles(manifest: Manifest, dir: string): Promise<void> {
  for (const [name, expected] of Object.entries(manifest.files)) {
    const problem = await fileProblem(join(dir, name), expected)
    if (problem !== undefined) throw new Error(problem)
  }
}

/** What is wrong with a file, a sentence that names it; undefined when it is as it should be. */
export async function fileProblem(
  path: string,
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return `bundle file ${path} is missing`
  if (found.size !== bytes) {
    return `bundle file ${path} is damaged: ${found.size} bytes instead of ${bytes}`
  }
  if ((await sha256Of(path)) === sha256) return undefined
  return `bundle file ${path} is damaged: its sha256 is not the one in bundle.json`
}

function namedFiles({ networks: { layout, ...networks }, tokenizer, judges }: Manifest): string[] {
  const vocabulary =
    tokenizer.type === 'words' ? [tokenizer.file] : [tokenizer.vocabulary, tokenizer.merges]
  const places =
    layout.type === 'centres'
      ? [layout]
      : [layout.detector, layout.segmenter.encoder, layout.segmenter.decoder]
  const parts = [...Object.values(networks), ...places, ...Object.values(judges ?? {})]
  return [...vocabulary, ...parts.filter((part) => part !== undefined).map((part) => part.file)]
}
