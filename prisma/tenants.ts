import type { Tenants } from '../story/ports/store.ts'
import { discardAttached } from './attached.ts'
import type { Client, Queries } from './client.ts'
import { deleteCharacters, deleteStories } from './forgetting.ts'
import { toTenant } from './rows.ts'

/** Workspaces that come and go, in Postgres. */
export const prismaTenants = (client: Client): Tenants => ({
  list: async (platform) => (await client.tenant.findMany({ where: { platform } })).map(toTenant),

  async left(id, leftAt) {
    await client.tenant.updateMany({ where: { id, leftAt: null }, data: { leftAt } })
  },

  async returned(id) {
    await client.tenant.updateMany({ where: { id }, data: { leftAt: null } })
  },

  async forgetLeft(before) {
    const due = await client.tenant.findMany({ where: { leftAt: { lt: before } } })
    let forgotten = 0
    for (const { id } of due) {
      const isGone = await client.$transaction((queries) => forgetTenant(queries, id, before))
      if (isGone) forgotten++
    }
    return forgotten
  },
})

/** False when the bot returned meanwhile; from here on it cannot. */
async function forgetTenant(queries: Queries, id: string, before: Date): Promise<boolean> {
  const [tenant] = await queries.$queryRaw<unknown[]>`
    select id from tenants where id = ${id} and left_at < ${before} for update`
  if (tenant === undefined) return false
  const stories = await queries.story.findMany({ where: { tenantId: id }, select: { id: true } })
  await deleteStories(
    queries,
    stories.map((story) => story.id),
  )
  await deleteCharacters(queries, id)
  await discardAttached(queries, id)
  await queries.tenant.delete({ where: { id } })
  return true
}
