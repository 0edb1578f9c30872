import type { Context } from 'hono'

/** What every refusal of the web API looks like: a code for programs, a sentence for people. */
export const problem = (
  context: Context,
  status: 400 | 403 | 404 | 413 | 415 | 500 | 503,
  code: string,
  sentence: string,
): Response => context.json({ error: { code, sentence } }, status)
