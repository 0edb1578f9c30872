import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type PostgresChanges, postgresChanges } from '../../prisma/changes.ts'
import { changesContract } from '../contracts/changes.ts'
import { emptyDatabase, type TestDatabase } from '../postgres.ts'

let database: TestDatabase
const opened: PostgresChanges[] = []

const open = async () => {
  const changes = postgresChanges(database.url, { backoffMs: () => 50 })
  opened.push(changes)
  await changes.ready()
  return changes
}

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(async () => {
  for (const changes of opened) await changes.close()
  await database.drop()
})

changesContract(open)

it('hears again after its connections were cut', async () => {
  const [here, elsewhere] = [await open(), await open()]
  const heard: string[] = []
  here.subscribe(({ id }) => heard.push(id))
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  await client.query(`select pg_notify('troupe_changes', 'not json')`)
  await client.end()
  await vi.waitFor(
    async () => {
      await elsewhere.publish({ kind: 'frame', id: 'after', threadId: undefined })
      expect(heard).toContain('after')
    },
    { timeout: 10_000, interval: 100 },
  )
})

it('closes while the server is away', async () => {
  const changes = postgresChanges('postgresql://nobody@127.0.0.1:1/none')
  await changes.publish({ kind: 'frame', id: 'lost', threadId: undefined })
  await changes.close()
})
