import { type Due, poolOf } from '../story/pools.ts'
import type { Client } from './client.ts'
import { Prisma } from './generated/client.ts'
import { deliverFrame } from './outbox.ts'

/** `Frames.releaseDue`: first the frames that will never be drawn, then those whose turn has come. */
export async function release(
  client: Client,
  others: readonly string[],
  episodeIds: readonly string[] | undefined,
): Promise<Due[]> {
  const here =
    episodeIds === undefined ? Prisma.empty : Prisma.sql`and f.episode_id = any(${[...episodeIds]})`
  for (const { id, problem } of await findLost(client, here)) {
    await client.$transaction(async (queries) => {
      const where = { id, state: 'waiting' }
      const data = { state: 'failed', problem }
      const { count } = await queries.frame.updateMany({ where, data })
      if (count > 0) await deliverFrame(queries, id)
    })
  }
  const released = await client.$queryRaw<{ id: string; model: string | null }[]>`
    with released as (
      update frames f set state = 'queued', queued_at = clock_timestamp()
      where f.state = 'waiting' ${here}
        and not exists (
          select 1 from frames b
          where b.episode_id = f.episode_id and b.position < f.position
            and b.state in ('waiting', 'queued', 'drawing'))
        and not exists (
          select 1 from jsonb_array_elements(f."cast") as member
          left join characters c on c.id = member->>'characterId'
          where c.state is distinct from 'ready')
      returning f.id, f.model, f.created_at)
    select id, model from released order by created_at`
  return released.map(({ id, model }) => ({ id, pool: poolOf(model, others) }))
}

/** Waiting frames with somebody who failed or was removed: the first of them in the cast. */
async function findLost(
  client: Client,
  here: Prisma.Sql,
): Promise<{ id: string; problem: string }[]> {
  const rows = await client.$queryRaw<{ id: string; name: string; isRemoved: boolean }[]>`
    select distinct on (f.id) f.id, m.member->>'name' as name, c.id is null as "isRemoved"
    from frames f
    cross join lateral jsonb_array_elements(f."cast") with ordinality as m(member, place)
    left join characters c on c.id = m.member->>'characterId'
    where f.state = 'waiting' ${here} and (c.id is null or c.state = 'failed')
    order by f.id, m.place`
  return rows.map(({ id, name, isRemoved }) => ({
    id,
    problem: isRemoved
      ? `${name} was removed before the frame was drawn.`
      : `There is no picture of ${name} to draw from.`,
  }))
}
