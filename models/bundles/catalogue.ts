/** The published parts of SDXL's family that a bundle is exported from: where they are, whose, how large. */

import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { fileName } from './format.ts'

const partFile = z.object({
  file: fileName,
  address: z.url({ protocol: /^https?$/ }),
  /** Absent where we do not know it: then the publisher's own word is asked for, and said so. */
  bytes: z.int().positive().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

const part = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  what: z.string(),
  /** The option of the export that takes it. */
  use: z.string(),
  /** Whether it is pulled when nobody names parts. */
  chosen: z.boolean(),
  licence: z.object({ name: z.string(), url: z.url(), commercial: z.boolean() }),
  files: z.array(partFile).min(1),
})

const catalogueSchema = z.object({
  format: z.literal(1),
  parts: z
    .array(part)
    .refine(
      (parts) => parts.every(({ chosen, licence }) => licence.commercial || !chosen),
      'what is not for commercial use is never pulled unasked',
    ),
})

export type Part = z.infer<typeof part>
export type Catalogue = z.infer<typeof catalogueSchema>

/** The catalogue of a file, by default ours. Error naming what is wrong in it. */
export async function readCatalogue(
  file: string | URL = new URL('./catalogue.json', import.meta.url),
): Promise<Catalogue> {
  const parsed = catalogueSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${file} is not in order: ${z.prettifyError(parsed.error)}`)
}

/** The parts of these names, or those that everybody needs. Error naming an unknown one. */
export function chooseParts({ parts }: Catalogue, ids: readonly string[]): Part[] {
  if (ids.length === 0) return parts.filter(({ chosen }) => chosen)
  return ids.map((id) => {
    const found = parts.find((part) => part.id === id)
    if (found !== undefined) return found
    throw new Error(`no part is called ${id}; there are ${parts.map(({ id }) => id).join(', ')}`)
  })
}

/** The same address at a mirror that keeps the publisher's paths. */
export function atMirror(address: string, mirror: string | undefined): string {
  if (mirror === undefined) return address
  const { pathname, search } = new URL(address)
  return `${mirror.replace(/\/+$/, '')}${pathname}${search}`
}
