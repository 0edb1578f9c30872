import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { mira, world } from '../commands/world.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

let database: TestDatabase
let client: Client
let sql: pg.Client

beforeAll(async () => {
  database = await freshDatabase()
  client = openClient(database.url)
  sql = new pg.Client({ connectionString: database.url })
  await sql.connect()
})
afterAll(async () => {
  await sql.end()
  await client.$disconnect()
  await database.drop()
})

/** Every row of every table, as `table: row`: tables that are yet to come are looked at too. */
async function everything(): Promise<string[]> {
  const { rows: tables } = await sql.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_name <> '_prisma_migrations'`,
  )
  const rows: string[] = []
  for (const { name } of tables) {
    const found = await sql.query<{ row: string }>(
      `select row_to_json(t)::text as row from "${name}" t`,
    )
    rows.push(...found.rows.map(({ row }) => `${name}: ${row}`))
  }
  return rows
}

/** Ann and Bea tell stories in every way there is. */
async function told() {
  const here = world(prismaStore(client))
  await here.tell(mira)
  await here.ready('Mira')
  const bea = { who: 'Bea', manages: true }
  await here.say('/character add Bo old man', bea)
  await here.ready('Bo')
  await here.tell('/story start Lanterns with:Mira', '/story next Mira sits on a bench')
  await here.draw()
  await here.tell(
    '/story redo',
    '/story edit Mira under a tree',
    '/story undo',
    '/troupe settings person:9',
  )
  const office = { threadId: 'web:home:office' }
  await here.say('/story start Harbour mode:turns', { ...office, ...bea })
  await here.say('/story next Bo sits', { ...office, ...bea })
  await here.say('/story next Mira walks', office)
  await here.say('/story next Bo walks', { ...office, ...bea })
  await here.say('/story skip', office)
  const lake = { threadId: 'web:home:lake' }
  await here.say('/story start Voyage mode:vote', { ...lake, ...bea })
  await here.say('/story next Bo walks', { ...lake, ...bea })
  await here.draw()
  await here.say('/story vote B', lake)
  await here.say('/story close-vote', { ...lake, ...bea })
  await here.say('/story next Mira sits', lake)
  await here.draw()
  await here.say('/story vote A', lake)
  await here.say('/story vote C', { ...lake, ...bea })
  return here
}

it('leaves no trace of a person in any table, and nothing of a workspace that was left', async () => {
  const here = await told()
  const tenant = await here.home()
  expect((await everything()).filter((row) => /"Ann"/.test(row)).length).toBeGreaterThan(8)
  await here.tell('/troupe forget-me confirm:yes')
  const traces = (await everything()).filter((row) => /Ann"|red hair|Mira is added/.test(row))
  expect(traces).toEqual([])
  expect((await here.frames('web:home:office')).map(({ author }) => author.name)).toContain('Bea')

  await here.store.stories.list(tenant.id)
  await here.store.tenants.left(tenant.id, new Date('2026-01-01'))
  expect(await here.store.tenants.forgetLeft(new Date('2026-02-01'))).toBe(1)
  expect((await everything()).filter((row) => !/^discarded_pictures/.test(row))).toEqual([])
})

it('leaves no word of a story that is deleted', async () => {
  const here = await told()
  expect((await everything()).filter((row) => /on a bench/.test(row)).length).toBeGreaterThan(3)
  const { choices } = await here.say('/story delete')
  await here.tell(choices[0]!.command)
  const words = /Lanterns|on a bench|under a tree/
  expect((await everything()).filter((row) => words.test(row))).toEqual([])
  expect(await here.frames()).toEqual([])
  expect(await here.frames('web:home:office')).toHaveLength(3)
})
