import { poolOf } from '../story/pools.ts'
import type { Frames } from '../story/ports/frames.ts'
import type { Client } from './client.ts'
import type { Prisma } from './generated/client.ts'
import { deliverFrame } from './outbox.ts'
import { poolSql } from './pools.ts'
import { release } from './release.ts'
import { toCharacter, toFrame, toStory } from './rows.ts'

type Drawing = Pick<Frames, 'releaseDue' | 'pending' | 'claim' | 'drawn' | 'failed'>

/** The worker's half of the frames, in Postgres. */
export function prismaDrawing(client: Client, others: readonly string[]): Drawing {
  /** Leaves `drawing` under a token that nobody has taken over. */
  const finish = (
    id: string,
    token: number,
    data: Prisma.FrameUpdateManyMutationInput,
  ): Promise<boolean> =>
    client.$transaction(async (queries) => {
      const where = { id, token, state: 'drawing' }
      const { count } = await queries.frame.updateMany({ where, data })
      if (count > 0) await deliverFrame(queries, id)
      return count > 0
    })

  return {
    releaseDue: (episodeIds) => release(client, others, episodeIds),

    async pending() {
      const rows = await client.frame.findMany({
        where: { state: { in: ['queued', 'drawing'] } },
        orderBy: { createdAt: 'asc' },
        select: { id: true, model: true },
      })
      return rows.map(({ id, model }) => ({ id, pool: poolOf(model, others) }))
    },

    async claim(id, pool) {
      const [claimed] = await client.$queryRaw<{ token: number }[]>`
        with claimed as (
          update frames f set state = 'drawing', token = token + 1
          where f.id = ${id} and f.state in ('queued', 'drawing')
            and ${poolSql('f.model', others)} is not distinct from ${pool ?? null}
            and not exists (
              select 1 from jsonb_array_elements(f."cast") as member
              join characters c on c.id = member->>'characterId'
              where c.state = 'discovering')
          returning f.token, f.episode_id, f.author_id
        ), noted as (
          insert into served (tenant_id, author_id, at)
          select s.tenant_id, c.author_id, clock_timestamp()
          from claimed c join episodes e on e.id = c.episode_id join stories s on s.id = e.story_id
          on conflict (tenant_id, author_id) do update set at = excluded.at
        )
        select token from claimed`
      if (claimed === undefined) return undefined
      const job = await readJob(client, id)
      return job && { job, token: claimed.token }
    },

    drawn: (id, token, { image, template, settings, timings }) =>
      finish(id, token, {
        state: 'drawn',
        image,
        template,
        settings: { ...settings },
        timings: { ...timings },
      }),

    failed: (id, token, problem) => finish(id, token, { state: 'failed', problem }),
  }
}

async function readJob(client: Client, id: string) {
  const row = await client.frame.findUnique({
    where: { id },
    include: { episode: { include: { story: true } } },
  })
  if (row === null) return undefined
  const frame = toFrame(row)
  const people = await client.character.findMany({
    where: { id: { in: frame.cast.map(({ characterId }) => characterId) } },
    include: { identity: true },
  })
  const byId = new Map(people.map((person) => [person.id, toCharacter(person)]))
  return {
    frame,
    story: toStory(row.episode.story),
    tenantId: row.episode.story.tenantId,
    characters: frame.cast.map(({ characterId }) => byId.get(characterId)),
  }
}
