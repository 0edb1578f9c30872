import { randomUUID } from 'node:crypto'
import { inBatches } from '../story/in-batches.ts'
import type { CommandLog, LeftBehind } from '../story/ports/command-log.ts'
import type { Client } from './client.ts'
import { Prisma } from './generated/client.ts'
import { toCommand } from './rows.ts'

type Said = Parameters<CommandLog['receive']>[0]
type Received = Awaited<ReturnType<CommandLog['receive']>>

/** What was said and answered, in Postgres. */
export function prismaCommands(client: Client): CommandLog {
  const answer = inBatches(async (answers: readonly { id: string; reply: unknown }[]) => {
    await client.$executeRaw`
      update commands c set reply = a.reply
      from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as a(id text, reply jsonb)
      where c.id = a.id and c.reply is null`
    return answers.map(() => undefined)
  })

  return {
    receive: inBatches((said) => receive(client, said)),

    answer: (id, reply) => answer({ id, reply }),

    async inThread(tenantId, threadId) {
      const rows = await client.command.findMany({
        where: { tenantId, threadId },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(toCommand)
    },

    async unanswered(left) {
      const rows = await client.command.findMany({
        where: { ...wasLeft(left), reply: { equals: Prisma.DbNull } },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map((row) => ({ record: toCommand(row), sourceId: row.sourceId }))
    },

    async get(tenantId, id) {
      const row = await client.command.findUnique({ where: { id, tenantId } })
      return row === null ? undefined : toCommand(row)
    },

    told: inBatches(async (ids) => {
      await client.$executeRaw`update commands set told_at = now() where id = any(${ids})`
      return ids.map(() => undefined)
    }),

    async untold(platform, left) {
      const rows = await client.command.findMany({
        where: {
          ...wasLeft(left),
          toldAt: null,
          reply: { not: Prisma.DbNull },
          tenant: { platform },
        },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(toCommand)
    },

    async carriers(since) {
      const rows = await client.$queryRaw<{ carrier: string }[]>`
        select carried_by as carrier from commands
        where created_at >= ${since} and carried_by is not null and reply is null
        union
        select carried_by from commands
        where created_at >= ${since} and carried_by is not null and told_at is null
          and reply is not null`
      return rows.map(({ carrier }) => carrier)
    },

    /** Skips through the index from thread to thread, so that their number counts and not that of commands. */
    threads: (tenantId) => client.$queryRaw`
      with recursive spoken as (
        select (select min(thread_id) from commands where tenant_id = ${tenantId}) as thread_id
        union all
        select (select min(c.thread_id) from commands c
          where c.tenant_id = ${tenantId} and c.thread_id > s.thread_id)
        from spoken s where s.thread_id is not null
      )
      select thread_id as "threadId", (
        select max(c.created_at) from commands c
        where c.tenant_id = ${tenantId} and c.thread_id = s.thread_id) as "lastAt"
      from spoken s where thread_id is not null
      order by 2 desc`,
  }
}

const wasLeft = ({ before, carriers }: LeftBehind) => ({
  OR: [{ createdAt: { lt: before } }, { carriedBy: { in: [...carriers] } }],
})

/** One statement for all of them; only what was there before is read. */
async function receive(client: Client, all: readonly Said[]): Promise<Received[]> {
  const wanted = all.map((said) => ({ id: randomUUID(), ...said }))
  const rows = wanted.map(({ author, ...said }) => ({
    ...said,
    authorId: author.id,
    authorName: author.name,
  }))
  const created = await client.$queryRaw<{ id: string; createdAt: Date }[]>`
    insert into commands (id, tenant_id, source_id, thread_id, channel_id, author_id, author_name,
      manages, text, carried_by)
    select id, "tenantId", "sourceId", "threadId", "channelId", "authorId", "authorName",
      manages, text, carrier
    from json_to_recordset(${JSON.stringify(rows)}::json) as said(id text, "tenantId" text,
      "sourceId" text, "threadId" text, "channelId" text, "authorId" text, "authorName" text,
      manages boolean, text text, carrier text)
    on conflict (tenant_id, source_id) do nothing
    returning id, created_at as "createdAt"`
  const createdAt = new Map(created.map((row) => [row.id, row.createdAt]))
  const known = wanted.filter(({ id }) => !createdAt.has(id))
  const first = await readFirst(client, known)
  return wanted.map(({ sourceId, ...said }): Received => {
    const at = createdAt.get(said.id)
    return at === undefined
      ? { ...first(said.tenantId, sourceId), fresh: false }
      : { record: { ...said, reply: undefined, createdAt: at }, fresh: true, told: false }
  })
}

/** What was stored under those ids of platforms. */
async function readFirst(
  client: Client,
  known: readonly Pick<Said, 'tenantId' | 'sourceId'>[],
): Promise<(tenantId: string, sourceId: string) => Omit<Received, 'fresh'>> {
  const where = { OR: known.map(({ tenantId, sourceId }) => ({ tenantId, sourceId })) }
  const rows = known.length === 0 ? [] : await client.command.findMany({ where })
  return (tenantId, sourceId) => {
    const row = rows.find((one) => one.tenantId === tenantId && one.sourceId === sourceId)
    if (row === undefined) throw new RangeError(`command ${sourceId} is not here any more`)
    return { record: toCommand(row), told: row.toldAt !== null }
  }
}
