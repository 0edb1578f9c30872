import { S3ServiceException } from '@aws-sdk/client-s3'
import { Outage, type UserError } from '../story/errors.ts'
import { noRoom } from './frame-store.ts'
import type { Bucket } from './frames-address.ts'

const askSomebody = 'give it s3:PutObject, GetObject, DeleteObject and ListBucket'

/** What a store's refusals mean, by its own names for them. */
const refusals: Readonly<Record<string, (bucket: string) => string>> = {
  NoSuchBucket: (bucket) => `there is no bucket ${bucket}: create it, or name another`,
  InvalidAccessKeyId: () => 'it does not know AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch: () => 'AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID',
  AccessDenied: (bucket) => `AWS_ACCESS_KEY_ID may not use the bucket ${bucket}: ${askSomebody}`,
  CredentialsProviderError: () => 'no key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ExpiredToken: () => 'the key has expired',
  PermanentRedirect: () => 'the bucket is in another region: add ?region=…',
  AuthorizationHeaderMalformed: () => 'the bucket is in another region: add ?region=…',
  RequestTimeTooSkewed: () => 'the clock of this machine is wrong',
}

/** Answers of a store that has no space left. */
const isFull = (error: S3ServiceException): boolean =>
  error.$metadata.httpStatusCode === 507 || error.name === 'QuotaExceeded'

/** What went wrong with a bucket, as a sentence of ours: an Outage, or UserError `no-room`. */
export function asOutage(
  error: unknown,
  { bucket, endpoint, region }: Pick<Bucket, 'bucket' | 'endpoint' | 'region'>,
): Outage | UserError {
  if (error instanceof S3ServiceException && isFull(error)) return noRoom()
  const name = error instanceof Error ? error.name : ''
  const store = `The picture store ${endpoint ?? `S3 in ${region}`}`
  const refusal = refusals[name]
  if (refusal !== undefined) {
    return new Outage('settings', `${store} refuses FRAMES_URL: ${refusal(bucket)}.`, {
      cause: error,
    })
  }
  return new Outage('time', `${store} does not answer (${reasonOf(error)}).`, { cause: error })
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message === '' ? error.name : error.message
}
