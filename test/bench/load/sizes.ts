import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import pg from 'pg'
import { openLog } from '../../../worker/log.ts'
import { openQueue } from '../../../worker/queue.ts'

export interface TableSize {
  readonly table: string
  readonly rows: number
  /** With its indexes and what is stored beside it. */
  readonly bytes: number
  readonly indexBytes: number
}

/** What the tables of a database take once what nobody needs was given back, the largest first. */
export async function measureTables(databaseUrl: string): Promise<TableSize[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    // As they are after some months of autovacuum, not after minutes of nothing but writing.
    await client.query('vacuum full analyze')
    const { rows } = await client.query<TableSize>(
      `select c.relname as table, c.reltuples::float8 as rows,
        pg_total_relation_size(c.oid)::float8 as bytes, pg_indexes_size(c.oid)::float8 as "indexBytes"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = 'public' and c.reltuples > 0 and c.relname not like '\\_%'
      order by bytes desc`,
    )
    return rows
  } finally {
    await client.end()
  }
}

/** Bytes of a database as it is, with what updates left behind. */
export async function measureDatabase(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ bytes: number }>(
      'select pg_database_size(current_database())::float8 as bytes',
    )
    return rows[0]!.bytes
  } finally {
    await client.end()
  }
}

/** Bytes of Redis for each job that waits. */
export async function measureJob(
  databaseUrl: string,
  redisUrl: string,
  jobs: number,
): Promise<number> {
  const redis = new Redis(redisUrl)
  const log = openLog({ name: 'load', level: 'error' })
  // A queue of its own, in which nobody works.
  const queue = await openQueue({ databaseUrl, redisUrl, log, name: 'measured' })
  const used = async (): Promise<number> =>
    Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])
  try {
    await queue.ring({ kind: 'draw-frame', frameId: randomUUID() })
    const before = await used()
    const rings = Array.from({ length: jobs }, () =>
      queue.ring({ kind: 'draw-frame', frameId: randomUUID() }),
    )
    await Promise.all(rings)
    return ((await used()) - before) / jobs
  } finally {
    await queue.close()
    redis.disconnect()
  }
}
