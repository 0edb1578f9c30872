import { randomUUID } from 'node:crypto'
import { noStory, UserError } from '../story/errors.ts'
import type { Frames } from '../story/ports/frames.ts'
import { takeAttached } from './attached.ts'
import { type Client, isMissing, type Queries } from './client.ts'
import { prismaDrawing } from './drawing.ts'
import type { Prisma } from './generated/client.ts'
import { deliverFrame } from './outbox.ts'
import { poolSql } from './pools.ts'
import { toFrame } from './rows.ts'
import { prismaStanding } from './standing.ts'
import { unfinished } from './states.ts'

/** So many frames tell how long one takes, and so many of all pools are looked through for them. */
const drawnLast = 20
const drawnLately = 1000

/** Frames in Postgres. */
export function prismaFrames(client: Client, others: readonly string[]): Frames {
  return {
    ...prismaDrawing(client, others),
    ...prismaStanding(client, others),

    /**
     * The position comes from the row of the episode, which stays locked until the frame is there;
     * when the command has its frame already, all is rolled back and no position is lost.
     */
    async add({ episodeId, commandId, cast, author, redoOf, turn, pose, model, ...wanted }) {
      try {
        return await client.$transaction(async (queries) => {
          if (turn !== undefined) await takeTurn(queries, episodeId, turn)
          await takeAttached(queries, pose)
          const { nextPosition } = await queries.episode.update({
            where: { id: episodeId },
            data: { nextPosition: { increment: 1 } },
            select: { nextPosition: true },
          })
          const row = await queries.frame.create({
            data: {
              id: randomUUID(),
              episodeId,
              commandId,
              position: nextPosition - 1,
              ...wanted,
              cast: cast.map(({ characterId, name }) => ({ characterId, name })),
              authorId: author.id,
              authorName: author.name,
              redoOf: redoOf ?? null,
              pose: pose ?? null,
              model: model ?? null,
            },
          })
          return toFrame(row)
        })
      } catch (error) {
        const known = await client.frame.findUnique({
          where: { commandId_candidate: { commandId, candidate: 0 } },
        })
        if (known !== null) return toFrame(known)
        throw isMissing(error) ? noStory() : error
      }
    },

    async ofCommand(tenantId, commandId) {
      const rows = await client.frame.findMany({
        where: { commandId, episode: { story: { tenantId } } },
        orderBy: { candidate: 'asc' },
      })
      return rows.map(toFrame)
    },

    async get(tenantId, id) {
      const row = await client.frame.findUnique({ where: { id, episode: { story: { tenantId } } } })
      return row === null ? undefined : toFrame(row)
    },

    async ofEpisode(tenantId, episodeId) {
      const rows = await client.frame.findMany({
        where: { episodeId, undoneAt: null, episode: { story: { tenantId } } },
        orderBy: [{ position: 'asc' }, { candidate: 'asc' }],
      })
      return rows.map(toFrame)
    },

    async inThread(tenantId, threadId) {
      const rows = await client.frame.findMany({
        where: { undoneAt: null, episode: { story: { tenantId, threadId } } },
        orderBy: [
          { episode: { story: { createdAt: 'asc' } } },
          { episode: { number: 'asc' } },
          { position: 'asc' },
          { candidate: 'asc' },
        ],
      })
      return rows.map(toFrame)
    },

    async unfinished(platform, which) {
      const rows = await client.frame.findMany({
        where: {
          state: { in: which === undefined ? unfinished : [which] },
          undoneAt: null,
          episode: { story: { tenant: { platform } } },
        },
        orderBy: { createdAt: 'asc' },
        include: { episode: { select: { story: { select: { tenantId: true, threadId: true } } } } },
      })
      return rows.map((row) => ({ frame: toFrame(row), ...row.episode.story }))
    },

    move: (id, from, to, problem) =>
      client.$transaction(async (queries) => {
        const { count } = await queries.frame.updateMany({
          where: { id, state: from },
          data: {
            state: to,
            problem: problem ?? null,
          } satisfies Prisma.FrameUpdateManyMutationInput,
        })
        if (count > 0 && to === 'failed') await deliverFrame(queries, id)
        return count > 0
      }),

    async undo(tenantId, id) {
      const undone = await client.$queryRaw<unknown[]>`
        with undone as (
          update frames f set undone_at = clock_timestamp(),
            state = case when f.state = any(${unfinished}) then 'cancelled' else f.state end
          from episodes e join stories s on s.id = e.story_id
          where f.id = ${id} and f.undone_at is null
            and e.id = f.episode_id and s.tenant_id = ${tenantId}
          returning f.id
        ), untold as (
          delete from deliveries d using undone where d.frame_id = undone.id and d.state = 'pending'
        )
        select id from undone`
      return undone.length > 0
    },

    async typicalTime(pool) {
      // Of a pool that draws little only what it drew lately: its frames are looked for among all.
      const [row] = await client.$queryRaw<{ median: number | null }[]>`
        select percentile_cont(0.5) within group (order by total) as median from (
          select (select sum(value::float8) from jsonb_each_text(timings)) as total
          from (
            select timings, model, created_at from frames where timings is not null
            order by created_at desc limit ${others.length === 0 ? drawnLast : drawnLately}
          ) as lately
          where ${poolSql('model', others)} is not distinct from ${pool ?? null}
          order by created_at desc limit ${drawnLast}
        ) as last`
      return row?.median ?? undefined
    },

    async cancel(tenantId, id) {
      const { count } = await client.frame.updateMany({
        where: { id, state: { in: unfinished }, episode: { story: { tenantId } } },
        data: { state: 'cancelled' },
      })
      return count > 0
    },
  }
}

/** The row of the story stays locked until the frame is there: of two only one finds the turn. */
async function takeTurn(queries: Queries, episodeId: string, turn: number): Promise<void> {
  const { count } = await queries.story.updateMany({
    where: { episodes: { some: { id: episodeId } }, turn },
    data: { turn: { increment: 1 } },
  })
  if (count > 0) return
  if ((await queries.episode.count({ where: { id: episodeId } })) === 0) throw noStory()
  throw new UserError('not-your-turn', 'Somebody else was faster. Whose turn it is: /story turn')
}
