import type { Deliveries, Delivery } from '../story/ports/deliveries.ts'
import type { Client, Queries } from './client.ts'

/** What is to be told about a frame; in the transaction that finishes it. */
export const deliverFrame = (queries: Queries, frameId: string): Promise<number> =>
  queries.$executeRaw`
    insert into deliveries (id, tenant_id, thread_id, frame_id)
    select gen_random_uuid()::text, s.tenant_id, s.thread_id, f.id
    from frames f join episodes e on e.id = f.episode_id join stories s on s.id = e.story_id
    where f.id = ${frameId}
    on conflict (frame_id) do nothing`

/** What is to be told of a round; in the transaction that closes it. */
export const deliverRound = (queries: Queries, roundId: string): Promise<number> =>
  queries.$executeRaw`
    insert into deliveries (id, tenant_id, thread_id, round_id)
    select gen_random_uuid()::text, s.tenant_id, s.thread_id, r.id
    from rounds r join stories s on s.id = r.story_id where r.id = ${roundId}
    on conflict (round_id) do nothing`

/** What is to be told about a character; in the transaction that settles it. */
export const deliverCharacter = (queries: Queries, characterId: string): Promise<number> =>
  queries.$executeRaw`
    insert into deliveries (id, tenant_id, thread_id, character_id, seed)
    select gen_random_uuid()::text, tenant_id, thread_id, id, seed
    from characters where id = ${characterId}
    on conflict (character_id, seed) do update
      set state = 'pending', attempts = 0, queued_at = clock_timestamp()`

/** The outbox in Postgres. */
export function prismaDeliveries(client: Client): Deliveries {
  return {
    /**
     * Rows that another poster is claiming are skipped. A frame waits for the earlier frames of its
     * episode to be finished, and for all earlier ones of its thread to be told; a choice waits for
     * its candidates to be told; all of a workspace that the bot has left wait until it is back.
     */
    async claimNext(platform) {
      const [claimed] = await client.$queryRaw<Omit<Delivery, 'state'>[]>`
        update deliveries set state = 'sending', attempts = attempts + 1,
          claimed_at = clock_timestamp()
        where id = (
          select d.id from deliveries d
          join tenants t on t.id = d.tenant_id and t.platform = ${platform} and t.left_at is null
          left join frames f on f.id = d.frame_id
          left join episodes e on e.id = f.episode_id
          left join stories s on s.id = e.story_id
          where (d.state = 'pending'
              or d.state = 'sending' and d.claimed_at < clock_timestamp() - interval '10 seconds')
            and not exists (
              select 1 from frames b
              where b.episode_id = f.episode_id
                and (b.position, b.candidate) < (f.position, f.candidate)
                and b.state in ('waiting', 'queued', 'drawing'))
            and not exists (
              select 1 from deliveries o
              join frames b on b.id = o.frame_id
              join episodes be on be.id = b.episode_id
              join stories bs on bs.id = be.story_id
              where o.thread_id = d.thread_id and o.tenant_id = d.tenant_id and o.state <> 'sent'
                and (bs.created_at, be.number, b.position, b.candidate)
                  < (s.created_at, e.number, f.position, f.candidate))
            and not exists (
              select 1 from rounds r
              join frames b on b.command_id = r.command_id
              join deliveries o on o.frame_id = b.id and o.state <> 'sent'
              where r.id = d.round_id)
          order by d.queued_at limit 1
          for update of d skip locked
        )
        returning id, tenant_id as "tenantId", thread_id as "threadId", frame_id as "frameId",
          character_id as "characterId", round_id as "roundId", attempts - 1 as attempts`
      if (claimed === undefined) return undefined
      const { frameId, characterId, roundId } = claimed
      return {
        ...claimed,
        frameId: frameId ?? undefined,
        characterId: characterId ?? undefined,
        roundId: roundId ?? undefined,
        state: 'sending',
      }
    },

    async renew(id) {
      await client.$executeRaw`
        update deliveries set claimed_at = clock_timestamp() where id = ${id} and state = 'sending'`
    },

    async sent(id, messageId) {
      await client.$transaction(async (queries) => {
        const { count } = await queries.delivery.updateMany({
          where: { id, state: { not: 'sent' } },
          data: { state: 'sent', messageId: messageId ?? null },
        })
        if (count === 0) return
        await queries.frame.updateMany({
          where: { delivery: { id }, state: 'drawn' },
          data: { state: 'posted' },
        })
      })
    },

    async release({ id, attempts }) {
      await client.$executeRaw`
        update deliveries set state = 'pending', queued_at = clock_timestamp()
        where id = ${id} and state = 'sending' and attempts = ${attempts + 1}`
    },
  }
}
