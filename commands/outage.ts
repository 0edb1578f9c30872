/** Tells an outage, which passes, from a bug, which does not. */

import { Outage } from '../story/errors.ts'

/** What people read of one. */
export const tryAgain = 'The story book cannot be reached just now. Please try again in a moment.'

/** Node's network errors, Prisma's connection errors, and PostgreSQL's classes 08, 53 and 57P. */
const codes =
  /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|P1001|P1002|P1008|P1017|P2024|P2028|08\w{3}|53\w{3}|57P\w{2})$/

const sentences =
  /connection (?:terminated|is closed|refused|timeout)|can't reach database|server closed the connection|closed the connection unexpectedly|timeout exceeded when trying to connect/i

/** True when an error, or one of its causes, says that the store cannot be reached. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  if (error instanceof Outage) return true
  const code = 'code' in error ? String(error.code) : ''
  if (codes.test(code) || sentences.test(error.message)) return true
  const causes = error instanceof AggregateError ? [error.cause, ...error.errors] : [error.cause]
  return causes.some((cause) => isOutage(cause, depth + 1))
}
