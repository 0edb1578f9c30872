import { somebody } from '../story/character.ts'
import type { People } from '../story/ports/store.ts'
import type { Client } from './client.ts'
import { deleteCharacters, deleteUndone } from './forgetting.ts'

/** What is stored of people, in Postgres. */
export const prismaPeople = (client: Client): People => ({
  async stored(tenantId, authorId) {
    const [characters, frames, commands] = await Promise.all([
      client.character.count({ where: { tenantId, authorId } }),
      client.frame.count({ where: { authorId, undoneAt: null, episode: { story: { tenantId } } } }),
      client.command.count({ where: { tenantId, authorId } }),
    ])
    return { characters, frames, commands }
  },

  async forget(tenantId, authorId, commandId) {
    const { id, name } = somebody
    await client.$transaction(async (queries) => {
      await deleteCharacters(queries, tenantId, authorId)
      await deleteUndone(queries, tenantId, authorId)
      await queries.served.deleteMany({ where: { tenantId, authorId } })
      await queries.$executeRaw`
        update frames f set author_id = ${id}, author_name = ${name}
        from episodes e join stories s on s.id = e.story_id
        where e.id = f.episode_id and s.tenant_id = ${tenantId} and f.author_id = ${authorId}`
      await queries.$executeRaw`
        update skips k set author_id = ${id}, author_name = ${name}
        from stories s
        where s.id = k.story_id and s.tenant_id = ${tenantId} and k.author_id = ${authorId}`
      await queries.$executeRaw`
        update rounds r set author_id = ${id}, author_name = ${name}
        from stories s
        where s.id = r.story_id and s.tenant_id = ${tenantId} and r.author_id = ${authorId}`
      await queries.$executeRaw`
        update ballots b set voter_id = ${id} || ' ' || gen_random_uuid()
        from rounds r join stories s on s.id = r.story_id
        where r.id = b.round_id and s.tenant_id = ${tenantId} and b.voter_id = ${authorId}`
      await queries.$executeRaw`
        update stories set author_id = ${id}, author_name = ${name}
        where tenant_id = ${tenantId} and author_id = ${authorId}`
      await queries.$executeRaw`
        update commands set text = '', reply = '{"text": ""}', told_at = coalesce(told_at, now())
        where tenant_id = ${tenantId} and author_id = ${authorId} and id <> ${commandId}`
      await queries.$executeRaw`
        update commands set author_id = ${id}, author_name = ${name}
        where tenant_id = ${tenantId} and author_id = ${authorId}`
    })
  },
})
