/** What is kept of an attached picture: its pixels, written anew. */

import sharp from 'sharp'
import { UserError } from '../../story/errors.ts'

/** Before any decoder sees a file: a name or a header of others proves nothing. */
const starts = {
  png: (bytes: Buffer) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')),
  jpeg: (bytes: Buffer) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')),
  webp: (bytes: Buffer) =>
    bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
} as const

const mostPixels = 25e6
/** More of a side helps no ControlNet. */
const longestSide = 1536

/**
 * PNG bytes without anything but the first page's pixels, upright, at most 1536 pixels wide and high;
 * what can be seen through is black. UserError when it is no picture of a known kind, or too large.
 */
export async function readPicture(given: Uint8Array): Promise<Uint8Array> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  const kind = Object.entries(starts).find(([, isIt]) => isIt(bytes))?.[0]
  if (kind === undefined) throw notAPicture()
  const picture = sharp(bytes, { limitInputPixels: mostPixels, pages: 1, failOn: 'error' })
  try {
    const { format } = await picture.metadata()
    if (format !== kind) throw notAPicture()
    return await picture
      .autoOrient()
      .flatten({ background: 'black' })
      .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png()
      .toBuffer()
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    const isTooLarge = cause instanceof Error && /pixel limit/.test(cause.message)
    throw isTooLarge
      ? new UserError('no-picture', 'The attached picture may have up to 25 million pixels.')
      : notAPicture()
  }
}

const notAPicture = (): UserError =>
  new UserError('no-picture', 'What was attached is no whole PNG, JPEG or WebP picture.')
