import { z } from 'zod'

/** The key of an S3 store; undefined: whatever this machine has, a role or a profile. */
export type S3Key =
  | { readonly id: string; readonly secret: string; readonly session?: string | undefined }
  | undefined

/** The settings of it, which the bot and the worker share, by their names in the environment. */
export const s3KeySettings = {
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
}

/** The key of those settings. Throws a RangeError of one line when half of it is missing. */
export function s3KeyOf(
  settings: {
    readonly [Name in keyof typeof s3KeySettings]?: string | undefined
  },
): S3Key {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = settings
  if (id === undefined && secret === undefined) return undefined
  if (id !== undefined && secret !== undefined) {
    return { id, secret, session: settings.AWS_SESSION_TOKEN }
  }
  const missing = id === undefined ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY'
  throw new RangeError(`${missing} is not set: a key has both, AWS_ACCESS_KEY_ID and _SECRET_`)
}
