import pg from 'pg'
import { z } from 'zod'
import { inBatches } from '../story/in-batches.ts'
import type { Change, Changes } from '../story/ports/progress.ts'

const channel = 'troupe_changes'
const kinds = ['command', 'character', 'frame', 'progress', 'delivery'] as const

// JSON has no undefined: a missing thread is left out.
const changeSchema = z
  .object({ kind: z.enum(kinds), id: z.string(), threadId: z.string().optional() })
  .transform(({ kind, id, threadId }): Change => ({ kind, id, threadId }))

export interface ChangesSettings {
  readonly log?: (line: string) => void
  /** How long to wait before the nth attempt to connect again, from 0, ms. */
  readonly backoffMs?: (attempt: number) => number
}

export interface PostgresChanges extends Changes {
  /** Resolves when changes of others are heard. */
  ready(): Promise<void>
}

/**
 * Changes over LISTEN and NOTIFY: everybody on the database hears them, this process too. While the
 * server is away nothing is heard and what is published is lost, as the port allows.
 */
export function postgresChanges(
  url: string,
  {
    log = () => {},
    backoffMs = (attempt) => Math.min(10_000, 100 * 2 ** attempt),
  }: ChangesSettings = {},
): PostgresChanges {
  const listeners = new Set<(change: Change) => void>()
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5_000 })
  // An idle connection broke: the pool replaces it.
  pool.on('error', () => {})
  let listening: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const waiting = new Set<() => void>()

  const hear = (payload: string | undefined) => {
    const change = changeSchema.safeParse(parseJson(payload))
    if (!change.success) return
    for (const listener of [...listeners]) listener(change.data)
  }

  const connect = async (attempt: number): Promise<void> => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    let isLost = false
    const lose = (reason: string) => {
      if (isLost || isClosed) return
      isLost = true
      listening = undefined
      client.end().catch(() => {})
      if (attempt === 0) log(`lost touch with the database: ${reason}`)
      timer = setTimeout(() => void connect(attempt + 1), backoffMs(attempt))
    }
    client.on('error', (error) => lose(error.message))
    client.on('end', () => lose('the connection ended'))
    client.on('notification', ({ payload }) => hear(payload))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch (error) {
      lose(error instanceof Error ? error.message : String(error))
      return
    }
    if (isClosed) {
      await client.end()
      return
    }
    if (attempt > 0) log('in touch with the database again')
    // The next loss is a first one.
    attempt = 0
    listening = client
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  const connecting = connect(0)

  return {
    async ready() {
      if (listening === undefined) await new Promise<void>((resolve) => waiting.add(resolve))
    },

    publish: inBatches(async (changes) => {
      const payloads = changes.map(({ kind, id, threadId }) =>
        JSON.stringify({ kind, id, threadId }),
      )
      const sql = 'select pg_notify($1, payload) from unnest($2::text[]) as payload'
      await pool.query(sql, [channel, payloads]).catch((error: unknown) => {
        log(`a change was lost: ${error instanceof Error ? error.message : String(error)}`)
      })
      return changes.map(() => undefined)
    }),

    subscribe(listener) {
      const own = (change: Change) => listener(change)
      listeners.add(own)
      return () => void listeners.delete(own)
    },

    async close() {
      isClosed = true
      clearTimeout(timer)
      listeners.clear()
      await connecting
      await Promise.all([listening?.end(), pool.end()])
    },
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
