import type { Client } from './client.ts'

/** How much of something waits, and how long the oldest of it has. */
export interface Backlog {
  readonly what: 'frame' | 'character' | 'delivery'
  readonly count: number
  readonly oldestSeconds: number
}

/**
 * What waits for a worker (frames whose turn has come, faces to be found) and for a bot (what is to
 * be told), in all workspaces. What is being drawn waits until it is drawn.
 */
export async function backlog(client: Client): Promise<Backlog[]> {
  return client.$queryRaw<Backlog[]>`
    select what, count(since)::int as count,
      greatest(0, coalesce(extract(epoch from clock_timestamp() - min(since)), 0))::float8
        as "oldestSeconds"
    from (
      select 'frame' as what, coalesce(queued_at, created_at) as since
      from frames where state in ('queued', 'drawing')
      union all select 'character', queued_at from characters where state = 'discovering'
      union all select 'delivery', queued_at from deliveries where state <> 'sent'
      union all select unnest(array['frame', 'character', 'delivery']), null
    ) as waiting
    group by what order by what`
}
