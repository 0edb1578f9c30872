import { readdirSync } from 'node:fs'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrate } from '../../prisma/migrate.ts'
import { emptyDatabase, type TestDatabase } from '../postgres.ts'

const migrations = readdirSync(new URL('../../prisma/migrations', import.meta.url))
  .filter((name) => name !== 'migration_lock.toml')
  .sort()

let database: TestDatabase
let client: pg.Client

beforeEach(async () => {
  database = await emptyDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await database.drop()
})

it('migrates once, however many do it at the same time', async () => {
  const applied = await Promise.all([migrate(database.url), migrate(database.url)])
  expect(applied.flat()).toEqual(migrations)
  expect(await migrate(database.url)).toEqual([])
  const { rows } = await client.query('select migration_name from _prisma_migrations')
  expect(rows).toEqual(migrations.map((name) => ({ migration_name: name })))
  await client.query('select * from frames')
})

it('settles beside the tables of others', async () => {
  await client.query('create table job (id text)')
  expect(await migrate(database.url)).toEqual(migrations)
})

it('says which migration failed, and goes on saying it', async () => {
  await client.query('create table frames (id text)')
  await expect(migrate(database.url)).rejects.toThrow(/0001_init/)
  await expect(migrate(database.url)).rejects.toThrow(/0001_init/)
})
