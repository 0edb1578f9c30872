import type { Client } from '../../prisma/client.ts'

/** Rows and index entries that the server has read so far; exact on the only connection of a client. */
export async function rowsRead(client: Client): Promise<number> {
  await client.$queryRaw`select pg_stat_force_next_flush()::text`
  const [row] = await client.$queryRaw<{ read: number }[]>`
    select ((select sum(seq_tup_read) from pg_stat_user_tables)
      + (select sum(idx_tup_read) from pg_stat_user_indexes))::float8 as read`
  return row!.read
}
