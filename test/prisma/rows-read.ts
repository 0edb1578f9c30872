import { afterAll, beforeAll } from 'vitest'
import { type Client, openClient } from '../../prisma/client.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

/**
 * A client for one test file, on a database of its own and with one connection, so that what the server counts of
 * it is told before it is asked.
 */
export function countedClient(): () => Client {
  let database: TestDatabase
  let client: Client
  beforeAll(async () => {
    database = await freshDatabase()
    client = openClient(database.url, { connections: 1 })
  })
  afterAll(async () => {
    await client.$disconnect()
    await database.drop()
  })
  return () => client
}

/** Rows and index entries that the server of such a client has read so far. */
export async function rowsRead(client: Client): Promise<number> {
  await client.$queryRaw`select pg_stat_force_next_flush()::text`
  const [row] = await client.$queryRaw<{ read: number }[]>`
    select ((select sum(seq_tup_read) from pg_stat_user_tables)
      + (select sum(idx_tup_read) from pg_stat_user_indexes))::float8 as read`
  return row!.read
}
