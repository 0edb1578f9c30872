import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What a signed request says of itself, in its headers or, where it is an address, in its query. */
interface Claim {
  readonly keyId: string
  readonly scope: readonly string[]
  readonly date: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly payload: string
  /** Seconds that it is good for. */
  readonly goodFor: number
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
// RFC 3986, as S3 asks for.
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )

function claimOf(request: IncomingMessage, url: URL): Claim | undefined {
  const query = url.searchParams
  if (query.has('X-Amz-Signature')) {
    const [keyId = '', ...scope] = (query.get('X-Amz-Credential') ?? '').split('/')
    return {
      keyId,
      scope,
      date: query.get('X-Amz-Date') ?? '',
      signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
      signature: query.get('X-Amz-Signature') ?? '',
      payload: 'UNSIGNED-PAYLOAD',
      goodFor: Number(query.get('X-Amz-Expires')),
    }
  }
  const said = request.headers.authorization ?? ''
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(said)
  if (parts === null) return undefined
  const [keyId = '', ...scope] = parts[1]!.split('/')
  return {
    keyId,
    scope,
    date: String(request.headers['x-amz-date']),
    signedHeaders: parts[2]!.split(';'),
    signature: parts[3]!,
    payload: String(request.headers['x-amz-content-sha256']),
    goodFor: 15 * 60,
  }
}

const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))

/**
 * The name that S3 gives to what is wrong with a request's signature, undefined when nothing is.
 * AWS Signature Version 4 for S3, docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function signatureProblem(
  request: IncomingMessage,
  body: Buffer,
  keys: Readonly<Record<string, string>>,
  now = Date.now(),
): string | undefined {
  const url = new URL(request.url!, 'http://s3')
  const claim = claimOf(request, url)
  if (claim === undefined) return 'AccessDenied'
  const secret = keys[claim.keyId]
  if (secret === undefined) return 'InvalidAccessKeyId'
  const age = (now - timeOf(claim.date)) / 1000
  if (!(age >= -900 && age <= claim.goodFor)) return 'AccessDenied'

  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const headers = claim.signedHeaders.map(
    (name) => `${name}:${String(request.headers[name]).trim()}\n`,
  )
  const canonical = [
    request.method,
    url.pathname,
    query,
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payload,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', claim.date, claim.scope.join('/'), sha256(canonical)].join(
    '\n',
  )
  const signingKey = claim.scope.reduce<string | Buffer>(hmac, `AWS4${secret}`)
  const expected = hmac(signingKey, toSign)
  const given = Buffer.from(claim.signature, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return 'SignatureDoesNotMatch'
  }
  const isHash = /^[0-9a-f]{64}$/.test(claim.payload)
  return isHash && claim.payload !== sha256(body) ? 'XAmzContentSHA256Mismatch' : undefined
}
