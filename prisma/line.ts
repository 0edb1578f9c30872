import {
  fairOrder,
  framesInLine,
  type Served,
  type Waiting,
  type WaitingFrame,
} from '../story/fair-order.ts'
import { inBatches } from '../story/in-batches.ts'
import { discoverJob, drawJob, faceKey, type Job, jobKey } from '../story/jobs.ts'
import { type DueFace, poolOf } from '../story/pools.ts'
import type { Line, Place } from '../story/ports/line.ts'
import type { Client } from './client.ts'
import { Prisma } from './generated/client.ts'
import { poolSql } from './pools.ts'

/** What waits for a worker, in Postgres. */
export function prismaLine(client: Client, others: readonly string[]): Line {
  return {
    async due(job, taken) {
      const next = await findNext(client, others, jobKey(job), taken.map(jobKey))
      if (next === undefined) return job
      const due: DueFace = { id: next.id, batch: next.batch, pool: next.pool ?? undefined }
      return next.kind === 'draw-frame' ? drawJob(due) : discoverJob(due)
    },

    // A crowd that looks where it stands costs one look.
    place: inBatches((ids) => findPlaces(client, others, ids)),
  }
}

interface Next {
  readonly kind: Job['kind']
  readonly id: string
  /** Of a face; 0 of a frame. */
  readonly batch: number
  readonly pool: string | null
}

/** Faces that nobody has begun with, and batches of portraits of those that somebody has. */
const waitingFaces = Prisma.sql`
  select id, 0 as batch, tenant_id, author_id, created_at, model
  from characters where state = 'discovering' and begun_at is null
  union
  select c.id, b.number, c.tenant_id, c.author_id, c.created_at, c.model
  from portrait_batches b join characters c on c.id = b.character_id and c.seed = b.seed
  where c.state = 'discovering' and c.begun_at is not null and b.begun_at is null`

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
      select 'draw-frame' as kind, f.id, 0 as batch, 'frame-' || f.id as key,
        s.tenant_id, f.author_id, f.created_at as since, ${poolSql('f.model', others)} as pool
      from frames f
      join episodes e on e.id = f.episode_id
      join stories s on s.id = e.story_id
      where f.state = 'queued' and not exists (
        select 1 from jsonb_array_elements(f."cast") as member
        join characters c on c.id = member->>'characterId'
        where c.state = 'discovering')
      union all
      select 'discover-identity', id, batch,
        'character-' || id || case when batch = 0 then '' else '-' || batch end,
        tenant_id, author_id, created_at, ${poolSql('model', others)}
      from (${waitingFaces}) as face
    ), workspaces as (
      select tenant_id, max(at) as at from served
      where tenant_id in (select tenant_id from waiting) group by tenant_id
    ), busy as (
      select tenant_id, author_id from waiting where key = any(${[...taken]})
    )
    select w.kind, w.id, w.batch, w.pool
    from waiting w
    join waiting r on r.key = ${rung} and r.pool is not distinct from w.pool
    left join workspaces t on t.tenant_id = w.tenant_id
    left join served p on p.tenant_id = w.tenant_id and p.author_id = w.author_id
    where w.key <> all(${[...taken]})
    order by
      w.tenant_id in (select tenant_id from busy), t.at nulls first,
      (w.tenant_id, w.author_id) in (select tenant_id, author_id from busy), p.at nulls first,
      w.since, w.id, w.batch
    limit 1`
  return next
}

interface LineRow {
  readonly id: string
  readonly tenantId: string
  readonly authorId: string
  readonly since: Date
  readonly model: string | null
  /** Of a face; 0 of a frame. */
  readonly batch: number
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
      f.model, 0 as batch, f.episode_id as "episodeId", f.position,
      array(select m->>'characterId' from jsonb_array_elements(f."cast") as m) as "cast"
    from frames f
    join episodes e on e.id = f.episode_id
    join stories s on s.id = e.story_id
    where f.state in ('waiting', 'queued')
    union all
    select id, tenant_id, author_id, created_at, model, batch, null, null, null
    from (${waitingFaces}) as face`
  const tenantIds = [...new Set(rows.map(({ tenantId }) => tenantId))]
  const [served, running] = await Promise.all([
    client.served.findMany({ where: { tenantId: { in: tenantIds } } }),
    client.$queryRaw<{ model: string | null }[]>`
      select model from frames where state = 'drawing'
      union all
      select c.model from characters c
      left join portrait_batches b on b.character_id = c.id and b.seed = c.seed
      where c.state = 'discovering' and c.begun_at is not null
        and (b.number is null or b.begun_at is not null and b.embeddings is null)`,
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
  const faces: Waiting[] = []
  const batches = new Map<string, string[]>()
  for (const { id, batch, episodeId, ...row } of rows) {
    if (episodeId !== null) continue
    const key = faceKey(id, batch)
    faces.push({ ...row, id: key, since: row.since.getTime(), after: [] })
    batches.set(id, [...(batches.get(id) ?? []), key])
  }
  for (const { episodeId, position, cast, ...row } of rows) {
    if (episodeId === null) continue
    const waitsFor = cast!.flatMap((id) => batches.get(id) ?? [])
    const since = row.since.getTime()
    frames.push({ ...row, since, episodeId, position: position!, cast: waitsFor })
  }
  return [...faces, ...framesInLine(frames)]
}
