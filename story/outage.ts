/** Tells an outage, which passes, from a bug, which does not. Pure. */

import { Outage } from './errors.ts'

/** Node's network errors, Prisma's connection errors, and PostgreSQL's classes 08, 53 and 57P. */
const codes =
  /^(?:ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|P1001|P1002|P1008|P1017|P2024|P2028|P2037|08\w{3}|53\w{3}|57P\w{2})$/

const sentences =
  /connection (?:terminated|is closed|refused|timeout)|can't reach database|server closed the connection|closed the connection unexpectedly|timeout exceeded when trying to connect|connection error and is not queryable/i

/** What Prisma's drivers call errors of a connection. */
const kinds = /^(?:DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/

/** What an error may carry; Prisma wraps the driver's error of a raw query in `meta`, as data. */
interface Told {
  readonly code?: unknown
  readonly kind?: unknown
  readonly message?: unknown
  readonly cause?: unknown
  readonly errors?: readonly unknown[]
  readonly meta?: { readonly driverAdapterError?: unknown }
}

/** True when an error, or one of its causes, says that the store cannot be reached. */
export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false
  if (error instanceof Outage) return true
  const { code, kind, message, cause, errors, meta }: Told = error
  if (codes.test(String(code)) || kinds.test(String(kind))) return true
  if (sentences.test(String(message))) return true
  const causes = [cause, meta?.driverAdapterError, ...(errors ?? [])]
  return causes.some((one) => isOutage(one, depth + 1))
}
