import type { DiscardedPictures } from '../story/ports/pictures.ts'
import type { Client, Queries } from './client.ts'

/** Notes pictures for removal, in the transaction that deletes their rows. */
export async function discard(queries: Queries, keys: readonly (string | null)[]): Promise<void> {
  const data = keys.flatMap((key) => (key === null ? [] : [{ key }]))
  await queries.discardedPicture.createMany({ data, skipDuplicates: true })
}

/** Pictures that nothing points to any more, in Postgres. */
export const prismaDiscarded = (client: Client): DiscardedPictures => ({
  async some() {
    const rows = await client.discardedPicture.findMany({ take: 100 })
    return rows.map(({ key }) => key)
  },

  async gone(keys) {
    await client.discardedPicture.deleteMany({ where: { key: { in: [...keys] } } })
  },
})
