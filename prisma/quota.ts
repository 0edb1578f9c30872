import { UserError } from '../story/errors.ts'
import { type Limits, type Quota, refusal, type Usage } from '../story/quota.ts'
import type { Client, Queries } from './client.ts'
import { Prisma } from './generated/client.ts'

/** What was drawn, counted in Postgres. */
export function prismaQuota(client: Client): Quota {
  return {
    /** The lock is the workspace's: whoever counts, counts what all before have taken. */
    spend: (commandId, limits) =>
      client.$transaction(async (queries) => {
        const { tenantId, authorId } = await queries.command.findUniqueOrThrow({
          where: { id: commandId },
        })
        const space = 'drawings'
        await queries.$executeRaw`
          select pg_advisory_xact_lock(hashtext(${space}), hashtext(${tenantId}))`
        const { drewAt } = await queries.command.findUniqueOrThrow({ where: { id: commandId } })
        if (drewAt !== null) return
        const sentence =
          refuse(limits, await countAtMost(queries, tenantId, authorId)) &&
          refuse(limits, await count(queries, tenantId, authorId))
        if (sentence !== undefined) throw new UserError('over-limit', sentence)
        await queries.$executeRaw`
          update commands set drew_at = clock_timestamp() where id = ${commandId}`
      }),

    async giveBack(commandId) {
      await client.$executeRaw`
        update commands set drew_at = null where id = ${commandId}
          and not exists (select 1 from frames where command_id = ${commandId})`
    },

    async usage(tenantId, authorId) {
      const { now: _now, ...usage } = await count(client, tenantId, authorId)
      return usage
    },
  }
}

/** The database's clock decides which day it is; that of a statement stands still, so an index can be asked. */
const midnight = Prisma.sql`date_trunc('day', statement_timestamp() at time zone 'UTC') at time zone 'UTC'`

interface Counted extends Usage {
  readonly now: Date
}

const refuse = (limits: Limits, { now, ...usage }: Counted): string | undefined =>
  refusal(limits, usage, now)

/** With what was cancelled: whoever is within the limits so needs no closer count, in which frames are read. */
async function countAtMost(queries: Queries, tenantId: string, authorId: string): Promise<Counted> {
  const [row] = await queries.$queryRaw<(Counted & { lastAt: Date | null })[]>`
    select clock_timestamp() as now,
      (select count(*) from commands c where c.tenant_id = ${tenantId} and c.author_id = ${authorId}
        and c.drew_at >= ${midnight})::int as person,
      (select count(*) from commands c where c.tenant_id = ${tenantId}
        and c.drew_at >= ${midnight}
      )::int as workspace,
      (select max(c.drew_at) from commands c
        where c.tenant_id = ${tenantId} and c.author_id = ${authorId}) as "lastAt"`
  return { ...row!, lastAt: row!.lastAt ?? undefined }
}

async function count(queries: Queries, tenantId: string, authorId: string): Promise<Counted> {
  const [row] = await queries.$queryRaw<(Counted & { lastAt: Date | null })[]>`
    select clock_timestamp() as now,
      (count(*) filter (where c.author_id = ${authorId}))::int as person,
      count(*)::int as workspace,
      (select max(o.drew_at) from commands o
        where o.tenant_id = ${tenantId} and o.author_id = ${authorId}) as "lastAt"
    from commands c
    where c.tenant_id = ${tenantId}
      and c.drew_at >= ${midnight}
      and (not exists (select 1 from frames f where f.command_id = c.id)
        or exists (
          select 1 from frames f where f.command_id = c.id and f.state <> 'cancelled'))`
  return { ...row!, lastAt: row!.lastAt ?? undefined }
}
