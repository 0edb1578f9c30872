import { crc32 } from 'node:zlib'
import { z } from 'zod'

const recipeSchema = z.object({
  kind: z.enum(['frame', 'template', 'portrait']),
  /** What the person wrote: the prompt of a frame, the description of a character. */
  prompt: z.string(),
  /** Names of the people in it. */
  cast: z.array(z.string()),
  seed: z.number(),
  bundle: z.string(),
  version: z.string(),
  sampler: z.string(),
  steps: z.number(),
  guidanceScale: z.number(),
  /** Undefined where no identity is injected. */
  startStep: z.number().optional(),
  /** Whether another picture said how people stand in it. */
  posed: z.literal(true).optional(),
})
/** What a picture was made with: the same recipe, cast and pose give the same picture. */
export type Recipe = z.infer<typeof recipeSchema>

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Signature and IHDR, which stands first in every PNG and has 13 bytes of data. */
const headerLength = 8 + 12 + 13
/** iTXt: keyword, then not compressed, no method, no language, no translated keyword. PNG 11.3.3.4 */
const textHead = Buffer.from('troupe\0\0\0\0\0')

/** A chunk is length, type, data and the CRC of type and data. PNG (third edition) 5.3 */
function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const bytes = Buffer.alloc(typed.length + 8)
  bytes.writeUInt32BE(data.length)
  typed.copy(bytes, 4)
  bytes.writeUInt32BE(crc32(typed), bytes.length - 4)
  return bytes
}

function asPng(png: Uint8Array): Buffer {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength)
  if (!bytes.subarray(0, 8).equals(signature)) throw new RangeError('not a PNG')
  return bytes
}

/** The same picture with its recipe inside, as an iTXt chunk `troupe` of JSON after the header. */
export function withRecipe(png: Uint8Array, recipe: Recipe): Uint8Array {
  const bytes = asPng(png)
  const text = chunk('iTXt', Buffer.concat([textHead, Buffer.from(JSON.stringify(recipe))]))
  const parts = [bytes.subarray(0, headerLength), text, bytes.subarray(headerLength)]
  return new Uint8Array(Buffer.concat(parts))
}

/** The recipe of a picture; undefined when it carries none. Throws a RangeError for no PNG. */
export function readRecipe(png: Uint8Array): Recipe | undefined {
  const bytes = asPng(png)
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'iTXt' && data.subarray(0, textHead.length).equals(textHead)) {
      return recipeSchema.parse(JSON.parse(data.toString('utf8', textHead.length)))
    }
    at += length + 12
  }
  return undefined
}
