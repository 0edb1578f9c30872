import { DiscordError } from './errors.ts'

export interface Upload {
  readonly filename: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

export interface Body {
  readonly json: unknown
  /** By the n of `files[n]`. */
  readonly files: ReadonlyMap<number, Upload>
}

/** Without a subscription or boosts, per file. */
export const fileLimit = 10 * 1024 * 1024
const requestLimit = 25 * 1024 * 1024

/** Reads a JSON body, or a multipart one with `payload_json` and `files[n]`. */
export async function readBody(raw: Buffer, contentType: string | undefined): Promise<Body> {
  if (raw.length > requestLimit) throw new DiscordError(40005)
  if (contentType?.startsWith('multipart/form-data')) return readForm(raw, contentType)
  if (raw.length === 0) return { json: undefined, files: new Map() }
  if (!contentType?.startsWith('application/json')) {
    throw new DiscordError(50035, [{ at: '', message: `content type ${contentType} is not JSON` }])
  }
  return { json: parse(raw.toString('utf8')), files: new Map() }
}

async function readForm(raw: Buffer, contentType: string): Promise<Body> {
  const form = await new Response(new Uint8Array(raw), {
    headers: { 'content-type': contentType },
  }).formData()
  const files = new Map<number, Upload>()
  let json: unknown = {}
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      if (name !== 'payload_json') {
        throw new DiscordError(50035, [{ at: name, message: 'belongs into payload_json' }])
      }
      json = parse(value)
      continue
    }
    const index = /^files\[(\d)\]$/.exec(name)?.[1]
    if (index === undefined) {
      throw new DiscordError(50035, [
        { at: name, message: 'files are called files[0] to files[9]' },
      ])
    }
    const bytes = new Uint8Array(await value.arrayBuffer())
    if (bytes.length > fileLimit) throw new DiscordError(40005)
    files.set(Number(index), { filename: value.name, contentType: value.type, bytes })
  }
  return { json, files }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DiscordError(50109)
  }
}
