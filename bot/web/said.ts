import { z } from 'zod'

const unprintable = /(?![\n\r\t])[\p{Cc}\p{Cs}]/u
const printable = (name: string) =>
  z
    .string({ error: `${name} must be text` })
    .refine((text) => !unprintable.test(text), `${name} has characters that cannot be printed`)

export const threadName = z
  .string({ error: 'thread must be text' })
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'thread must be 1 to 64 letters, digits, dots, dashes or _')

const saidSchema = z.strictObject({
  thread: threadName,
  user: printable('user')
    .trim()
    .min(1, 'user is empty: say who you are')
    .max(40, 'user may have at most 40 characters'),
  /** What is empty or too long is a person's mistake, and gets a reply as every other does. */
  text: printable('text'),
  id: printable('id')
    .min(1, 'id is empty')
    .max(100, 'id may have at most 100 characters')
    .optional(),
})
export type Said = z.infer<typeof saidSchema>

/** What a request says, or the sentence that tells what is wrong with it. */
export function readSaid(body: string): { said: Said } | { sentence: string } {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { sentence: 'The request is not valid JSON.' }
  }
  const parsed = saidSchema.safeParse(json, {
    error: (issue) =>
      issue.code === 'invalid_type' ? 'the request must be a JSON object' : undefined,
  })
  if (parsed.success) return { said: parsed.data }
  const message = parsed.error.issues[0]!.message
  return { sentence: `${message[0]!.toUpperCase()}${message.slice(1)}.` }
}
