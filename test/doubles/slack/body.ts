import type { IncomingMessage } from 'node:http'
import { SlackError } from './errors.ts'

export type Arguments = Readonly<Record<string, unknown>>

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Arguments of a call: a form, JSON, or a query. In forms, what is no text is JSON in text. */
export async function readArguments(request: IncomingMessage, raw: Buffer): Promise<Arguments> {
  const type = request.headers['content-type'] ?? ''
  const { searchParams } = new URL(request.url ?? '', 'http://double')
  if (type.startsWith('application/json')) return parseObject(raw)
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(raw), {
      headers: { 'content-type': type },
    }).formData()
    return Object.fromEntries(form)
  }
  if (raw.length > 0 && !type.startsWith('application/x-www-form-urlencoded')) {
    throw new SlackError('invalid_post_type')
  }
  return Object.fromEntries([...searchParams, ...new URLSearchParams(raw.toString('utf8'))])
}

function parseObject(raw: Buffer): Arguments {
  if (raw.length === 0) return {}
  const value = parse(raw.toString('utf8'))
  if (typeof value !== 'object' || value === null) throw new SlackError('json_not_object')
  return value as Arguments
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SlackError('invalid_json', [], {}, true)
  }
}

/** An argument that is an object or a list, which forms carry as JSON. */
export function structured(given: Arguments, name: string, error: string): unknown {
  const value = given[name]
  if (typeof value !== 'string') return value
  if (value === '') return undefined
  try {
    return JSON.parse(value)
  } catch {
    throw new SlackError(error, [{ at: `/${name}`, message: 'is not JSON' }])
  }
}

/** A text argument; undefined when it is missing. */
export function text(given: Arguments, name: string): string | undefined {
  const value = given[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'object') {
    throw new SlackError('invalid_arguments', [{ at: `/${name}`, message: 'must be a string' }])
  }
  return String(value)
}

/** A text argument that must be there. */
export function required(given: Arguments, name: string): string {
  const value = text(given, name)
  if (value !== undefined) return value
  const message = `missing required field: ${name}`
  throw new SlackError('invalid_arguments', [{ at: '', message }])
}

export const isTrue = (value: unknown): boolean =>
  value === true || value === 1 || value === 'true' || value === '1'

export const isFalse = (value: unknown): boolean =>
  value === false || value === 0 || value === 'false' || value === '0'
