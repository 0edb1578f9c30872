import { batchesOf } from '../story/portrait-batches.ts'
import type { Discoveries, PortraitSet } from '../story/ports/discoveries.ts'
import type { Client, Queries } from './client.ts'
import { poolSql } from './pools.ts'
import { toBytes, toCharacter, toFloats } from './rows.ts'

/** Portraits in batches, in Postgres. Whoever claims or keeps some holds their character's row first. */
export const prismaDiscoveries = (client: Client, others: readonly string[]): Discoveries => ({
  begin: (characterId, number, plan, pool) =>
    client.$transaction(async (queries) => {
      const [wanted] = await queries.$queryRaw<unknown[]>`
        select id from characters
        where id = ${characterId} and state = 'discovering'
          and ${poolSql('model', others)} is not distinct from ${pool ?? null}
        for no key update`
      if (wanted === undefined) return undefined
      const row = await queries.character.findUniqueOrThrow({
        where: { id: characterId },
        include: { identity: true },
      })
      const character = toCharacter(row)
      const set = { characterId, seed: character.seed, model: plan.model }
      const known = await queries.portraitBatch.count({ where: set })
      const planned = known > 0 ? [] : batchesOf(plan)
      await queries.portraitBatch.createMany({ data: planned.map((one) => ({ ...set, ...one })) })
      const isWhole = Math.max(known, planned.length) === 1
      const made = planned.flatMap((one) => (one.number === number ? [] : [one.number]))
      const batch = await claim(queries, set, number)
      if (batch !== undefined) await serve(queries, characterId)
      else if ((await undrawn(queries, set)) > 0) return undefined
      return { character, set, batch, isWhole, made }
    }),

  async tell({ characterId, seed, model, number, count, token }, { phase, step, steps, preview }) {
    const share = step / steps
    const each = steps / count
    await client.$executeRaw`
      with own as (
        update portrait_batches b set done = ${share}
        from characters c
        where c.id = b.character_id and c.state = 'discovering' and c.seed = b.seed
          and b.character_id = ${characterId} and b.seed = ${seed} and b.model = ${model}
          and b.number = ${number} and b.token = ${token} and b.embeddings is null
        returning b.count
      ), others as (
        select coalesce(sum(done * count), 0) as done, coalesce(sum(count), 0) as count
        from portrait_batches
        where character_id = ${characterId} and seed = ${seed} and model = ${model}
          and number <> ${number}
      )
      insert into progress (id, phase, step, steps, preview)
      select ${characterId}, ${phase},
        round((own.count * ${share}::float8 + others.done) * ${each}::float8),
        (own.count + others.count) * ${each}::float8,
        ${preview === undefined ? null : new Uint8Array(preview)}::bytea
      from own, others
      on conflict (id) do update set phase = excluded.phase, step = excluded.step,
        steps = excluded.steps, preview = coalesce(excluded.preview, progress.preview)`
  },

  drawn: ({ characterId, seed, model, number, token }, { embeddings }) =>
    client.$transaction(async (queries) => {
      // Of two who finish at the same time the second one sees what the first one kept.
      const [wanted] = await queries.$queryRaw<unknown[]>`
        select id from characters
        where id = ${characterId} and seed = ${seed} and state = 'discovering' for no key update`
      if (wanted === undefined) return undefined
      const set = { characterId, seed, model }
      const { count } = await queries.portraitBatch.updateMany({
        where: { ...set, number, token, embeddings: null },
        data: { done: 1, embeddings: toBytes(flat(embeddings)) },
      })
      return count === 0 ? undefined : undrawn(queries, set)
    }),

  async all({ characterId, seed, model }) {
    const rows = await client.portraitBatch.findMany({
      where: { characterId, seed, model },
      orderBy: { number: 'asc' },
      select: { count: true, embeddings: true },
    })
    const drawn = rows.flatMap(({ count, embeddings }) =>
      embeddings === null ? [] : [rowsOf(embeddings, count)],
    )
    if (rows.length === 0 || drawn.length < rows.length) return undefined
    return { embeddings: drawn.flat() }
  },
})

/** Forgets the portraits of a character, in the transaction in which it leaves its discovery. */
export const forgetPortraits = (queries: Queries, characterId: string): Promise<unknown> =>
  queries.portraitBatch.deleteMany({ where: { characterId } })

async function claim(queries: Queries, set: PortraitSet, number: number) {
  const { characterId, seed, model } = set
  const [claimed] = await queries.$queryRaw<{ first: number; count: number; token: number }[]>`
    update portrait_batches set token = token + 1, begun_at = clock_timestamp()
    where character_id = ${characterId} and seed = ${seed} and model = ${model}
      and number = ${number} and embeddings is null
    returning first, count, token`
  return claimed && { ...set, number, ...claimed }
}

const undrawn = (queries: Queries, set: PortraitSet): Promise<number> =>
  queries.portraitBatch.count({ where: { ...set, embeddings: null } })

/** A worker has begun with a character: whoever added it was served. */
const serve = (queries: Queries, characterId: string): Promise<number> =>
  queries.$executeRaw`
    with begun as (
      update characters set begun_at = clock_timestamp() where id = ${characterId}
      returning tenant_id, author_id
    )
    insert into served (tenant_id, author_id, at)
    select tenant_id, author_id, clock_timestamp() from begun
    on conflict (tenant_id, author_id) do update set at = excluded.at`

function flat(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const row of rows) {
    all.set(row, at)
    at += row.length
  }
  return all
}

/** The inverse of `flat`, of so many rows of one length. */
function rowsOf(bytes: Uint8Array, count: number): Float32Array[] {
  const all = toFloats(bytes)
  const length = all.length / count
  return Array.from({ length: count }, (_, row) => all.subarray(row * length, (row + 1) * length))
}
