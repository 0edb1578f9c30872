/** Pulls parts of the catalogue, or a whole bundle that somebody publishes by the address of its bundle.json. */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { atMirror, type Part } from '../catalogue.ts'
import { manifestSchema } from '../format.ts'
import { type ConsentOptions, requireConsent } from './consent.ts'
import { PullProblem, reasonOf } from './problem.ts'
import { type PulledFile, type PullOptions, pullFiles } from './pull-files.ts'

export interface PullSettings extends PullOptions, ConsentOptions {
  /** An address that keeps Hugging Face's paths, instead of the publishers'. */
  readonly mirror?: string | undefined
}

const record = z.object({
  part: z.string(),
  licence: z.object({ name: z.string(), url: z.string(), commercial: z.boolean() }),
  files: z.array(
    z.object({
      file: z.string(),
      address: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      checkedAgainst: z.enum(['us', 'the publisher']),
    }),
  ),
})
/** What stands in a part's folder as part.json once all of it is there. */
export type PartRecord = z.infer<typeof record>

/** Undefined when the folder holds no whole part. */
export async function readPartRecord(folder: string): Promise<PartRecord | undefined> {
  const text = await readFile(join(folder, 'part.json'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : record.parse(JSON.parse(text))
}

/** Each part into its own folder of `into`. PullProblem when one cannot be had, or is not agreed to. */
export async function pullParts(
  parts: readonly Part[],
  into: string,
  settings: PullSettings,
): Promise<void> {
  await requireConsent(parts, settings)
  const wanted = parts.flatMap(({ id, files }) =>
    files.map((file) => ({
      ...file,
      file: `${id}/${file.file}`,
      address: atMirror(file.address, settings.mirror),
    })),
  )
  const pulled = await pullFiles(wanted, into, settings)
  for (const { id, licence } of parts) {
    const files = pulled
      .filter(({ file }) => file.startsWith(`${id}/`))
      .map((file) => ({ ...file, file: file.file.slice(id.length + 1) }))
    tellTrust(id, files, settings.tell)
    await writeWhole(join(into, id, 'part.json'), { part: id, licence, files })
  }
}

/** Whose word a part rests on, where it is not ours. */
function tellTrust(id: string, files: readonly PulledFile[], tell: (line: string) => void): void {
  const theirs = files.filter(({ checkedAgainst }) => checkedAgainst === 'the publisher')
  if (theirs.length === 0) return
  const names = theirs.map(({ file }) => file).join(', ')
  tell(`${id}: ${names} was compared with its server's own checksum, we know none`)
}

/** The bundle of a bundle.json at an address, into its own folder of `into`; returns that folder. */
export async function pullBundle(
  address: string,
  into: string,
  settings: PullSettings,
): Promise<string> {
  const manifest = await fetchManifest(address, settings)
  const { name, licence, files } = manifest.parsed
  // The format has the licence's words only, not what it allows.
  await requireConsent(
    [{ id: name, licence: { name: licence.weights, commercial: false } }],
    settings,
  )
  const folder = join(into, name)
  const wanted = Object.entries(files).map(([file, known]) => ({
    file,
    address: new URL(file, address).href,
    ...known,
  }))
  await pullFiles(wanted, folder, settings)
  await writeWhole(join(folder, 'bundle.json'), manifest.json)
  return folder
}

async function fetchManifest(address: string, { connection, signal }: PullSettings) {
  const text = await connection
    .request(address, { signal })
    .then(async (answer) => {
      if (answer.status !== 200) throw new PullProblem(`${address} answered ${answer.status}`)
      return answer.text()
    })
    .catch((cause: unknown) => {
      if (cause instanceof PullProblem) throw cause
      throw new PullProblem(`${address} cannot be read: ${reasonOf(cause)}`, { cause })
    })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new PullProblem(`${address} is not JSON`, { cause })
  }
  const parsed = manifestSchema.safeParse(json)
  if (!parsed.success) {
    throw new PullProblem(`${address} is no bundle.json: ${z.prettifyError(parsed.error)}`)
  }
  if (!/^[\w][\w.-]*$/.test(parsed.data.name)) {
    throw new PullProblem(`${address} has a name that cannot be a folder: ${parsed.data.name}`)
  }
  return { json, parsed: parsed.data }
}

/** Last of all: without it, what was pulled is neither a part nor a bundle. */
async function writeWhole(path: string, content: unknown): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(`${path}.part`, `${JSON.stringify(content, null, 2)}\n`)
  await rename(`${path}.part`, path)
}
