import type { Pool } from '../story/pools.ts'
import type { Client } from './client.ts'
import { poolSql } from './pools.ts'

/** How much of something waits, and how long the oldest of it has. */
export interface Backlog {
  readonly what: 'frame' | 'character' | 'delivery'
  /** Whose workers are waited for; undefined of deliveries, which wait for a bot. */
  readonly pool: Pool
  readonly count: number
  readonly oldestSeconds: number
}

/**
 * What waits for a worker (frames whose turn has come, faces to be found), by pool, and for a bot
 * (what is to be told), in all workspaces. What is being drawn waits until it is drawn.
 */
export async function backlog(client: Client, others: readonly string[]): Promise<Backlog[]> {
  const rows = await client.$queryRaw<(Omit<Backlog, 'pool'> & { pool: string | null })[]>`
    select what, pool, count(since)::int as count,
      greatest(0, coalesce(extract(epoch from clock_timestamp() - min(since)), 0))::float8
        as "oldestSeconds"
    from (
      select 'frame' as what, ${poolSql('model', others)} as pool,
        coalesce(queued_at, created_at) as since
      from frames where state in ('queued', 'drawing')
      union all select 'character', ${poolSql('model', others)}, queued_at
        from characters where state = 'discovering'
      union all select 'delivery', null, queued_at from deliveries where state <> 'sent'
      union all select 'delivery', null, null
      union all select what, pool, null from unnest(array['frame', 'character']) as what,
        unnest(array_prepend(null, ${[...others]}::text[])) as pool
    ) as waiting
    group by what, pool order by what, pool nulls first`
  return rows.map((row) => ({ ...row, pool: row.pool ?? undefined }))
}
