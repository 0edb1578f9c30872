import { randomUUID } from 'node:crypto'
import type { Identity } from '../story/character.ts'
import { UserError } from '../story/errors.ts'
import { nameKey } from '../story/names.ts'
import { poolOf } from '../story/pools.ts'
import type { Characters } from '../story/ports/characters.ts'
import { type Client, isTaken, type Queries } from './client.ts'
import { forgetPortraits } from './discoveries.ts'
import { Prisma } from './generated/client.ts'
import { deliverCharacter } from './outbox.ts'
import { poolSql } from './pools.ts'
import { toBytes, toCharacter } from './rows.ts'

const include = { identity: true } as const

/** Characters and their identities, in Postgres. */
export function prismaCharacters(client: Client, others: readonly string[]): Characters {
  const byName = (tenantId: string, name: string) =>
    client.character.findUnique({
      where: { tenantId_nameKey: { tenantId, nameKey: nameKey(name) } },
      include,
    })

  /** The database decides who of two is first; the other is told. */
  const refuseTaken = async <T>(tenantId: string, name: string, change: Promise<T>): Promise<T> => {
    try {
      return await change
    } catch (error) {
      if (!isTaken(error)) throw error
      const holder = (await byName(tenantId, name))?.name ?? name
      throw new UserError('name-taken', `There is a character called ${holder} already.`)
    }
  }

  /** Leaves `discovering`, if nobody was faster and the seed is still the same. */
  const settle = (
    id: string,
    seed: number,
    change: { state: 'ready'; portrait: string } | { state: 'failed'; problem: string },
    alongside: (queries: Queries) => Promise<unknown>,
  ): Promise<boolean> =>
    client.$transaction(async (queries) => {
      const { count } = await queries.character.updateMany({
        where: { id, seed, state: 'discovering' },
        data: change,
      })
      if (count === 0) return false
      await forgetPortraits(queries, id)
      await alongside(queries)
      await deliverCharacter(queries, id)
      return true
    })

  return {
    async add({ author, name, ...wanted }) {
      const data = { id: randomUUID(), name, nameKey: nameKey(name), ...wanted }
      const created = client.character.create({
        data: { ...data, authorId: author.id, authorName: author.name },
        include,
      })
      return toCharacter(await refuseTaken(wanted.tenantId, name, created))
    },

    async get(tenantId, id) {
      const row = await client.character.findUnique({ where: { id, tenantId }, include })
      return row === null ? undefined : toCharacter(row)
    },

    async byJob(id) {
      const row = await client.character.findUnique({ where: { id }, include })
      return row === null ? undefined : toCharacter(row)
    },

    async list(tenantId) {
      const rows = await client.character.findMany({
        where: { tenantId },
        orderBy: { createdAt: 'asc' },
        include,
      })
      return rows.map(toCharacter)
    },

    async names(tenantId) {
      // One row: a thousand would take the client longer than the database.
      const [all] = await client.$queryRaw<{ names: string[] }[]>`
        select coalesce(array_agg(name order by created_at), '{}') as names
        from characters where tenant_id = ${tenantId}`
      return all!.names
    },

    async findByName(tenantId, name) {
      const row = await byName(tenantId, name)
      return row === null ? undefined : toCharacter(row)
    },

    async rename(tenantId, id, name) {
      const change = client.character.updateMany({
        where: { id, tenantId },
        data: { name, nameKey: nameKey(name) },
      })
      return (await refuseTaken(tenantId, name, change)).count > 0
    },

    async remove(tenantId, id) {
      const [{ count }] = await client.$transaction([
        client.character.deleteMany({ where: { id, tenantId } }),
        // Progress has no key to its character; what is left of a foreign one must stay.
        client.$executeRaw`
          delete from progress where id = ${id}
          and not exists (select 1 from characters where id = ${id})`,
      ])
      return count > 0
    },

    retry: (tenantId, id, seed, by) =>
      client.$transaction(async (queries) => {
        const asked = by && Prisma.sql`, model = ${by.model}, class_word = ${by.classWord}`
        const isBegun = await queries.$executeRaw`
          update characters c set state = 'discovering', seed = ${seed}, portrait = null,
            problem = null, queued_at = clock_timestamp(), begun_at = null ${asked ?? Prisma.empty}
          where id = ${id} and tenant_id = ${tenantId} and state <> 'discovering' and not exists (
            select 1 from frames f
            where f.state in ('waiting', 'queued', 'drawing')
              and f."cast" @> ${JSON.stringify([{ characterId: id }])}::jsonb
              and ${poolSql('f.model', others)} is distinct from
                ${by === undefined ? poolSql('c.model', others) : (poolOf(by.model, others) ?? null)})`
        if (isBegun === 0) return false
        await forgetPortraits(queries, id)
        await queries.identity.deleteMany({ where: { characterId: id } })
        await queries.delivery.deleteMany({ where: { characterId: id, state: 'pending' } })
        return true
      }),

    discovered: (id, seed, identity, portrait) =>
      settle(id, seed, { state: 'ready', portrait }, (queries) =>
        queries.identity.create({ data: { characterId: id, seed, ...toIdentityRow(identity) } }),
      ),

    failed: (id, seed, problem) => settle(id, seed, { state: 'failed', problem }, async () => {}),

    async discovering(platform) {
      const rows = await client.character.findMany({
        where: { state: 'discovering', tenant: { platform } },
        orderBy: { createdAt: 'asc' },
        include,
      })
      return rows.map(toCharacter)
    },

    async pending(ids) {
      const rows = await client.$queryRaw<{ id: string; model: string | null; batch: number }[]>`
        select distinct c.created_at, c.id, c.model, coalesce(b.number, 0) as batch
        from characters c
        left join portrait_batches b
          on b.character_id = c.id and b.seed = c.seed and b.embeddings is null
        where c.state = 'discovering'
          and (${ids === undefined} or c.id = any(${[...(ids ?? [])]}::text[]))
        order by c.created_at, c.id, batch`
      return rows.map(({ id, model, batch }) => ({
        id,
        pool: poolOf(model, others),
        ...(batch > 0 && { batch }),
      }))
    },

    frameCount: (tenantId, id) =>
      client.frame.count({
        where: {
          cast: { array_contains: [{ characterId: id }] },
          state: { in: ['drawn', 'posted'] },
          undoneAt: null,
          episode: { story: { tenantId } },
        },
      }),
  }
}

const toIdentityRow = ({ embedding, encoder, cohesion, portraits, survivors }: Identity) => ({
  embedding: toBytes(embedding),
  encoder,
  cohesion,
  portraits,
  survivors: [...survivors],
})
