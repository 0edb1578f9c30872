import { poolOf } from '../story/pools.ts'
import type { Frames } from '../story/ports/frames.ts'
import type { Told } from '../story/turns.ts'
import type { Client } from './client.ts'
import { type Frame as FrameRow, Prisma } from './generated/client.ts'
import { toFrame } from './rows.ts'
import { unfinished } from './states.ts'

type Finding = Pick<
  Frames,
  'standing' | 'before' | 'numbered' | 'newest' | 'turns' | 'unfinishedIn' | 'unfinishedWith'
>

const place = { episode: { select: { story: { select: { threadId: true } } } } } as const
type PlacedRow = FrameRow & { readonly episode: { readonly story: { readonly threadId: string } } }

/** Frames found where they stand, in Postgres: by indexes, so that no story is read to find one. */
export function prismaStanding(client: Client, others: readonly string[]): Finding {
  const standing = async ({ episode, ...row }: PlacedRow) => ({
    frame: toFrame(row),
    threadId: episode.story.threadId,
    number: row.redoOf === null ? row.position : await firstPosition(client, row.id),
    isUndone: row.undoneAt !== null,
  })

  return {
    async standing(tenantId, id) {
      const where = { id, episode: { story: { tenantId } } }
      const row = await client.frame.findUnique({ where, include: place })
      return row === null ? undefined : standing(row)
    },

    async before(tenantId, id) {
      const here = await client.frame.findUnique({
        where: { id, episode: { story: { tenantId } } },
      })
      if (here === null) return undefined
      const { episodeId, position, candidate } = here
      const row = await client.frame.findFirst({
        where: {
          episodeId,
          undoneAt: null,
          position: { lte: position },
          OR: [{ position: { lt: position } }, { candidate: { lt: candidate } }],
        },
        orderBy: [{ position: 'desc' }, { candidate: 'desc' }],
      })
      return row === null ? undefined : toFrame(row)
    },

    async numbered(tenantId, episodeId, number) {
      // A redo whose earlier take was undone is called by its own position.
      const ids = await client.$queryRaw<{ id: string }[]>`
        with recursive takes as (
          select f.id from frames f
          join episodes e on e.id = f.episode_id
          join stories s on s.id = e.story_id and s.tenant_id = ${tenantId}
          where f.episode_id = ${episodeId} and f.position = ${number} and f.undone_at is null
            and not exists (select 1 from frames b where b.id = f.redo_of and b.undone_at is null)
          union all
          select f.id from takes t join frames f on f.redo_of = t.id and f.undone_at is null
        )
        select id from takes`
      const rows = await client.frame.findMany({
        where: { id: { in: ids.map(({ id }) => id) } },
        orderBy: [{ position: 'asc' }, { candidate: 'asc' }],
      })
      return rows.map(toFrame)
    },

    async newest(tenantId, episodeId, states, authorId) {
      // Said once more as the index of few rows says it, which a parameter cannot.
      const few = states.every((state) => unfinished.includes(state))
        ? Prisma.sql`and f.state in ('waiting', 'queued', 'drawing')`
        : Prisma.empty
      const by = authorId === undefined ? Prisma.empty : Prisma.sql`and f.author_id = ${authorId}`
      const [found] = await client.$queryRaw<{ id: string }[]>`
        select f.id from frames f
        join episodes e on e.id = f.episode_id
        join stories s on s.id = e.story_id and s.tenant_id = ${tenantId}
        where f.episode_id = ${episodeId} and f.undone_at is null
          and f.state = any(${[...states]}) ${few} ${by}
        order by f.position desc, f.candidate desc limit 1`
      const row = found && (await client.frame.findUnique({ where: { id: found.id } }))
      return row ? toFrame(row) : undefined
    },

    turns: (tenantId, storyId) => turns(client, tenantId, storyId),

    async unfinishedIn(tenantId, threadId) {
      const rows = await client.frame.findMany({
        where: {
          state: { in: unfinished },
          undoneAt: null,
          episode: { story: { tenantId, threadId } },
        },
        orderBy: [
          { episode: { story: { createdAt: 'asc' } } },
          { episode: { number: 'asc' } },
          { position: 'asc' },
          { candidate: 'asc' },
        ],
        include: place,
      })
      return Promise.all(rows.map(standing))
    },

    async unfinishedWith(characterId) {
      const cast = JSON.stringify([{ characterId }])
      const ids = await client.$queryRaw<{ id: string }[]>`
        select id from frames
        where state in ('waiting', 'queued', 'drawing') and "cast" @> ${cast}::jsonb`
      const rows = await client.frame.findMany({
        where: { id: { in: ids.map(({ id }) => id) } },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map((row) => ({ ...toFrame(row), pool: poolOf(row.model, others) }))
    },
  }
}

/** The position of the first take of a redo, as far back as takes were not undone. */
async function firstPosition(client: Client, id: string): Promise<number> {
  const [first] = await client.$queryRaw<{ position: number }[]>`
    with recursive takes as (
      select redo_of, position, 0 as back from frames where id = ${id}
      union all
      select f.redo_of, f.position, t.back + 1
      from takes t join frames f on f.id = t.redo_of and f.undone_at is null
    )
    select position from takes order by back desc limit 1`
  return first!.position
}

interface TurnRow {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly state: Told['state']
}

/** Skips from one person to the next in the index, so that their number counts and not the frames'. */
async function turns(client: Client, tenantId: string, storyId: string): Promise<Told[]> {
  const rows = await client.$queryRaw<TurnRow[]>`
    with recursive people as (
      select e.id as episode_id, (
        select min(f.author_id) from frames f
        where f.episode_id = e.id
          and f.redo_of is null and f.state <> 'cancelled' and f.undone_at is null) as author_id
      from episodes e join stories s on s.id = e.story_id
      where e.story_id = ${storyId} and s.tenant_id = ${tenantId}
      union all
      select p.episode_id, (
        select min(f.author_id) from frames f
        where f.episode_id = p.episode_id and f.author_id > p.author_id
          and f.redo_of is null and f.state <> 'cancelled' and f.undone_at is null)
      from people p where p.author_id is not null
    )
    select t.author_id as id, t.author_name as name, t.created_at as "createdAt", t.state
    from people p cross join lateral (
      (select f.author_id, f.author_name, f.created_at, f.state from frames f
        where f.episode_id = p.episode_id and f.author_id = p.author_id
          and f.redo_of is null and f.state <> 'cancelled' and f.undone_at is null
        order by f.created_at limit 1)
      union
      (select f.author_id, f.author_name, f.created_at, f.state from frames f
        where f.episode_id = p.episode_id and f.author_id = p.author_id
          and f.redo_of is null and f.state <> 'cancelled' and f.undone_at is null
        order by f.created_at desc limit 1)
    ) as t
    where p.author_id is not null
    order by t.created_at`
  return rows.map(({ id, name, ...row }) => ({ ...row, author: { id, name }, redoOf: undefined }))
}
