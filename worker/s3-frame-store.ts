import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { FrameStore } from '../story/ports/pictures.ts'
import { checkKey } from './frame-key.ts'
import type { Bucket } from './frames-address.ts'
import { asOutage } from './s3-errors.ts'
import type { S3Key } from './s3-key.ts'

/** Addresses change only this often, so that a browser keeps what it has. */
const signedEveryMs = 10 * 60_000

/**
 * Pictures as objects of a bucket. A store that does not answer is asked again, `tries` times in all
 * with growing pauses, before that is an Outage. Pictures are far below what would need several parts.
 */
export function s3FrameStore(
  where: Bucket,
  key: S3Key,
  { tries = 5, now = Date.now }: { tries?: number; now?: () => number } = {},
): FrameStore {
  const { bucket: Bucket, prefix, endpoint, browsers } = where
  const client = openS3(where, key, endpoint, tries)
  const signer = browsers === undefined ? undefined : openS3(where, key, browsers, tries)
  const object = (name: string) => ({ Bucket, Key: prefix + checkKey(name) })
  const clearly = (error: unknown): never => {
    throw error instanceof RangeError ? error : asOutage(error, where)
  }

  return {
    async put(name, bytes) {
      const Body = bytes.slice()
      const upload = new PutObjectCommand({ ...object(name), Body, ContentType: 'image/png' })
      await client.send(upload).catch(clearly)
    },
    async get(name) {
      const wanted = new GetObjectCommand(object(name))
      try {
        const { Body } = await client.send(wanted)
        return await Body!.transformToByteArray()
      } catch (error) {
        return error instanceof NoSuchKey ? undefined : clearly(error)
      }
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand(object(name))).catch(clearly)
    },
    // A bucket has no end; asking what lies where nothing does shows that it is there and that we may use it.
    async checkRoom() {
      const look = new ListObjectsV2Command({ Bucket, Prefix: `${prefix}nothing/`, MaxKeys: 1 })
      await client.send(look).catch(clearly)
    },
    direct:
      signer === undefined
        ? undefined
        : {
            origin: new URL(browsers!).origin,
            addressOf: (name) =>
              getSignedUrl(signer, new GetObjectCommand(object(name)), {
                signingDate: new Date(now() - (now() % signedEveryMs)),
                expiresIn: (2 * signedEveryMs) / 1000,
              }),
          },
  }
}

function openS3(
  { region }: Bucket,
  key: S3Key,
  endpoint: string | undefined,
  maxAttempts: number,
): S3Client {
  const config: S3ClientConfig = {
    region,
    maxAttempts,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000 },
  }
  if (key !== undefined) {
    const { id, secret, session } = key
    config.credentials = { accessKeyId: id, secretAccessKey: secret, sessionToken: session }
  }
  if (endpoint === undefined) return new S3Client(config)
  // Not everybody who speaks S3 knows buckets as host names, or Amazon's newer checksums.
  return new S3Client({
    ...config,
    endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}
