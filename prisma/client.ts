import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from './generated/client.ts'

export type Client = PrismaClient
/** The client, or the one of a transaction. */
export type Queries = Prisma.TransactionClient

export interface ClientSettings {
  /** Connections at most. */
  readonly connections?: number
  /** How long a query waits for a free connection or a server that does not answer, ms. */
  readonly patienceMs?: number
  /** Called when an idle connection breaks: the pool replaces it, so there is nothing to do but log. */
  readonly onError?: (error: Error) => void
}

/** A client of the database at `url`; end it with `$disconnect()`. */
export function openClient(
  url: string,
  { connections = 10, patienceMs = 10_000, onError = () => {} }: ClientSettings = {},
): Client {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patienceMs,
  })
  // A server that greets a connection and ends it in one breath does so before whoever asked for it listens.
  pool.on('connect', (connection) => connection.on('error', () => {}))
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    onPoolError: onError,
    onConnectionError: onError,
    statementNameGenerator: statementNames(),
  })
  return new PrismaClient({
    adapter,
    transactionOptions: { maxWait: patienceMs, timeout: 2 * patienceMs },
  })
}

/** Kept in every connection, so there must be an end to them. */
const mostStatements = 500

/** A statement of that name is parsed again each time. */
const unnamed = ''

/** Names by which PostgreSQL keeps what it has parsed and planned, the same for the same text. */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size === mostStatements) return unnamed
    const name = `troupe_${names.size}`
    names.set(sql, name)
    return name
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === code

/** Another row has this unique value. */
export const isTaken = (error: unknown): boolean => hasCode(error, 'P2002')
/** A row that this one points to is not there any more. */
export const isDangling = (error: unknown): boolean => hasCode(error, 'P2003')
/** The row to change is not there. */
export const isMissing = (error: unknown): boolean => hasCode(error, 'P2025')
