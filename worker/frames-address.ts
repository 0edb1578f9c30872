import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** A bucket of an S3-compatible store, and how it is reached. */
export interface Bucket {
  readonly bucket: string
  /** Put before every key: empty, or ends with a slash. */
  readonly prefix: string
  /** Where the store answers; undefined: Amazon's own, by region. */
  readonly endpoint: string | undefined
  readonly region: string
  /** Where browsers reach the same store; undefined: they do not. */
  readonly browsers: string | undefined
}

export type FramesAddress =
  | { readonly kind: 'folder'; readonly folder: string }
  | ({ readonly kind: 'bucket' } & Bucket)

const server = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
const origin = server.transform((text) => text.replace(/\/+$/, ''))
const bucketSchema = z.object({
  bucket: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'must be the name of a bucket: s3://bucket/prefix',
    ),
  prefix: z.string().regex(/^([a-z0-9_.-]+\/)*$/, 'must be small letters, digits, - _ . and /'),
})
const querySchema = z.strictObject(
  {
    endpoint: origin.optional(),
    region: z.string().min(1, 'must not be empty').default('us-east-1'),
    browsers: origin.optional(),
  },
  {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? 'knows endpoint, region, browsers' : undefined,
  },
)

/**
 * Reads FRAMES_URL: a folder, `file:///folder` or
 * `s3://bucket/prefix?endpoint=http://host:port&region=…&browsers=https://…`. Throws a RangeError
 * whose message is one line.
 */
export function readFramesAddress(text: string): FramesAddress {
  if (text.startsWith('file:')) return { kind: 'folder', folder: fileURLToPath(text) }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]
  if (scheme === undefined) return { kind: 'folder', folder: text }
  if (scheme !== 's3') throw wrong(`${scheme}:// is not known: give a folder, file: or s3://`)
  const [, place = '', query = ''] = /^s3:\/\/([^?]*)\??(.*)$/.exec(text) ?? []
  const [bucket = '', ...parts] = place.split('/').filter((part) => part !== '')
  const prefix = parts.map((part) => `${part}/`).join('')
  const where = bucketSchema.safeParse({ bucket, prefix })
  const how = querySchema.safeParse(Object.fromEntries(new URLSearchParams(query)))
  const issue = where.error?.issues[0] ?? how.error?.issues[0]
  if (issue !== undefined) throw wrong(`${issue.path.join('.') || 'its query'} ${issue.message}`)
  const { endpoint, region, browsers } = how.data!
  return { kind: 'bucket', ...where.data!, endpoint, region, browsers }
}

const wrong = (sentence: string): RangeError => new RangeError(`FRAMES_URL: ${sentence}`)
