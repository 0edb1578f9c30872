import {
  fairOrder,
  framesInLine,
  type Served,
  type Waiting,
  type WaitingFrame,
} from '../story/fair-order.ts'
import { inBatches } from '../story/in-batches.ts'
import { discoverJob, drawJob, type Job, jobKey } from '../story/jobs.ts'
import { type Due, poolOf } from '../story/pools.ts'
import type { Line, Place } from '../story/ports/line.ts'
import type { Client } from './client.ts'
import { poolSql } from './pools.ts'

/** What waits for a worker, in Postgres. */
export function prismaLine(client: Client, others: readonly string[]): Line {
  return {
    async due(job, taken) {
      const next = await findNext(client, others, jobKey(job), taken.map(jobKey))
      if (next === undefined) return job
      const due: Due = { id: next.id, pool: next.pool ?? undefined }
      return next.kind === 'draw-frame' ? drawJob(due) : discoverJob(due)
    },

    // A crowd that looks where it stands costs one look.
    place: inBatches((ids) => findPlaces(client, others, ids)),
  }
}

interface Next {
  readonly kind: Job['kind']
  readonly id: string
  readonly pool: string | null
}

/**
 * The first of `fairOrder` in the pool of `rung`: whoever was served longest ago. Undefined when
 * `rung` does not wait, or nothing does but what is taken.
 */
async function findNext(
  client: Client,
  others: readonly string[],
  rung: string,
  taken: readonly string[],
): Promise<Next | undefined> {
  const [next] = await client.$queryRaw<Next[]>`
    with waiting as (
      select 'draw-frame' as kind, f.id, 'frame-' || f.id as key,
        s.tenant_id, f.author_id, f.created_at as since, ${poolSql('f.model', others)} as pool
      from frames f
      join episodes e on e.id = f.episode_id
      join stories s on s.id = e.story_id
      where f.state = 'queued' and not exists (
        select 1 from jsonb_array_elements(f."cast") as member
        join characters c on c.id = member->>'characterId'
        where c.state = 'discovering')
      union all
      select 'discover-identity', id, 'character-' || id, tenant_id, author_id, created_at,
        ${poolSql('model', others)}
      from characters where state = 'discovering' and begun_at is null
    ), workspaces as (
      select tenant_id, max(at) as at from served
      where tenant_id in (select tenant_id from waiting) group by tenant_id
    ), busy as (
      select tenant_id, author_id from waiting where key = any(${[...taken]})
    )
    select w.kind, w.id, w.pool
    from waiting w
    join waiting r on r.key = ${rung} and r.pool is not distinct from w.pool
    left join workspaces t on t.tenant_id = w.tenant_id
    left join served p on p.tenant_id = w.tenant_id and p.author_id = w.author_id
    where w.key <> all(${[...taken]})
    order by
      w.tenant_id in (select tenant_id from busy), t.at nulls first,
      (w.tenant_id, w.author_id) in (select tenant_id, author_id from busy), p.at nulls first,
      w.since, w.id
    limit 1`
  return next
}

interface LineRow {
  readonly id: string
  readonly tenantId: string
  readonly authorId: string
  readonly since: Date
  readonly model: string | null
  /** Of a frame; null of a character. */
  readonly episodeId: string | null
  readonly position: number | null
  readonly cast: readonly string[] | null
}

async function findPlaces(
  client: Client,
  others: readonly string[],
  ids: readonly string[],
): Promise<(Place | undefined)[]> {
  const rows = await client.$queryRaw<LineRow[]>`
    select f.id, s.tenant_id as "tenantId", f.author_id as "authorId", f.created_at as since,
      f.model, f.episode_id as "episodeId", f.position,
      array(select m->>'characterId' from jsonb_array_elements(f."cast") as m) as "cast"
    from frames f
    join episodes e on e.id = f.episode_id
    join stories s on s.id = e.story_id
    where f.state in ('waiting', 'queued')
    union all
    select id, tenant_id, author_id, created_at, model, null, null, null
    from characters where state = 'discovering' and begun_at is null`
  const tenantIds = [...new Set(rows.map(({ tenantId }) => tenantId))]
  const [served, running] = await Promise.all([
    client.served.findMany({ where: { tenantId: { in: tenantIds } } }),
    client.$queryRaw<{ model: string | null }[]>`
      select model from frames where state = 'drawing'
      union all
      select model from characters where state = 'discovering' and begun_at is not null`,
  ])
  const servedLast = served.map((one): Served => ({ ...one, at: one.at.getTime() }))
  const pool = ({ model }: { model: string | null }) => poolOf(model, others)
  const places = new Map<string, Place>()
  for (const one of new Set(rows.map(pool))) {
    const waiting = waitingOf(rows.filter((row) => pool(row) === one))
    const atOnce = running.filter((row) => pool(row) === one).length
    for (const [before, { id }] of fairOrder(waiting, servedLast).entries()) {
      places.set(id, { before, atOnce, pool: one })
    }
  }
  return ids.map((id) => places.get(id))
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
