import {
  fairOrder,
  framesInLine,
  type Served,
  type Waiting,
  type WaitingFrame,
} from '../story/fair-order.ts'
import { inBatches } from '../story/in-batches.ts'
import { type Job, jobKey } from '../story/jobs.ts'
import type { Line, Place } from '../story/ports/line.ts'
import type { Client } from './client.ts'

/** What waits for a worker, in Postgres. */
export function prismaLine(client: Client): Line {
  return {
    async due(job, taken) {
      const next = await findNext(client, jobKey(job), taken.map(jobKey))
      if (next === undefined) return job
      return next.kind === 'draw-frame'
        ? { kind: 'draw-frame', frameId: next.id }
        : { kind: 'discover-identity', characterId: next.id }
    },

    // A crowd that looks where it stands costs one look.
    place: inBatches((ids) => findPlaces(client, ids)),
  }
}

interface Next {
  readonly kind: Job['kind']
  readonly id: string
}

/**
 * The first of `fairOrder`: whoever was served longest ago. Undefined when `rung` does not wait, or
 * nothing does but what is taken.
 */
async function findNext(
  client: Client,
  rung: string,
  taken: readonly string[],
): Promise<Next | undefined> {
  const [next] = await client.$queryRaw<Next[]>`
    with waiting as (
      select 'draw-frame' as kind, f.id, 'frame-' || f.id as key,
        s.tenant_id, f.author_id, f.created_at as since
      from frames f
      join episodes e on e.id = f.episode_id
      join stories s on s.id = e.story_id
      where f.state = 'queued' and not exists (
        select 1 from jsonb_array_elements(f."cast") as member
        join characters c on c.id = member->>'characterId'
        where c.state = 'discovering')
      union all
      select 'discover-identity', id, 'character-' || id, tenant_id, author_id, created_at
      from characters where state = 'discovering' and begun_at is null
    ), workspaces as (
      select tenant_id, max(at) as at from served
      where tenant_id in (select tenant_id from waiting) group by tenant_id
    ), busy as (
      select tenant_id, author_id from waiting where key = any(${[...taken]})
    )
    select kind, id
    from waiting w
    left join workspaces t using (tenant_id)
    left join served p using (tenant_id, author_id)
    where key <> all(${[...taken]}) and exists (select 1 from waiting where key = ${rung})
    order by
      tenant_id in (select tenant_id from busy), t.at nulls first,
      (tenant_id, author_id) in (select tenant_id, author_id from busy), p.at nulls first,
      since, id
    limit 1`
  return next
}

interface LineRow {
  readonly id: string
  readonly tenantId: string
  readonly authorId: string
  readonly since: Date
  /** Of a frame; null of a character. */
  readonly episodeId: string | null
  readonly position: number | null
  readonly cast: readonly string[] | null
}

async function findPlaces(client: Client, ids: readonly string[]): Promise<(Place | undefined)[]> {
  const rows = await client.$queryRaw<LineRow[]>`
    select f.id, s.tenant_id as "tenantId", f.author_id as "authorId", f.created_at as since,
      f.episode_id as "episodeId", f.position,
      array(select m->>'characterId' from jsonb_array_elements(f."cast") as m) as "cast"
    from frames f
    join episodes e on e.id = f.episode_id
    join stories s on s.id = e.story_id
    where f.state in ('waiting', 'queued')
    union all
    select id, tenant_id, author_id, created_at, null, null, null
    from characters where state = 'discovering' and begun_at is null`
  const tenantIds = [...new Set(rows.map(({ tenantId }) => tenantId))]
  const [served, [running]] = await Promise.all([
    client.served.findMany({ where: { tenantId: { in: tenantIds } } }),
    client.$queryRaw<{ count: number }[]>`
      select ((select count(*) from frames where state = 'drawing')
        + (select count(*) from characters where state = 'discovering' and begun_at is not null)
      )::int as count`,
  ])
  const order = fairOrder(
    waitingOf(rows),
    served.map((one): Served => ({ ...one, at: one.at.getTime() })),
  )
  const before = new Map(order.map(({ id }, i) => [id, i]))
  return ids.map((id) => {
    const found = before.get(id)
    return found === undefined ? undefined : { before: found, atOnce: running!.count }
  })
}

function waitingOf(rows: readonly LineRow[]): Waiting[] {
  const frames: WaitingFrame[] = []
  const characters: Waiting[] = []
  for (const { episodeId, position, cast, ...row } of rows) {
    const since = row.since.getTime()
    if (episodeId === null) characters.push({ ...row, since, after: [] })
    else frames.push({ ...row, since, episodeId, position: position!, cast: cast! })
  }
  return [...characters, ...framesInLine(frames)]
}
