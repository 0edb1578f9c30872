import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../postgres.ts'

const folder = new URL('../../prisma/migrations/', import.meta.url)
const migrations = readdirSync(folder)
  .filter((name) => name !== 'migration_lock.toml')
  .sort()

interface Column {
  readonly type: string
  readonly isNullable: boolean
  readonly hasDefault: boolean
}

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await emptyDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Every column, by `table.column`. */
async function columns(): Promise<Map<string, Column>> {
  const { rows } = await client.query(`
    select table_name || '.' || column_name as name, udt_name as type,
      is_nullable = 'YES' as "isNullable", column_default is not null as "hasDefault"
    from information_schema.columns where table_schema = 'public'`)
  return new Map(rows.map(({ name, ...column }) => [name, column]))
}

const tableOf = (column: string): string => column.split('.')[0]!

// While a new version is brought out, the one before goes on writing rows of the columns that it knows.
test('every migration leaves the code of the version before able to read and write', async () => {
  let before = new Map<string, Column>()
  for (const name of migrations) {
    await client.query(readFileSync(new URL(`${name}/migration.sql`, folder), 'utf8'))
    const after = await columns()
    const tables = new Set([...before.keys()].map(tableOf))
    for (const [column, was] of before) {
      const is = after.get(column)
      expect(is?.type, `${name}: ${column}`).toBe(was.type)
      if (was.isNullable || was.hasDefault) {
        expect(is!.isNullable || is!.hasDefault, `${name}: ${column} may be left out`).toBe(true)
      }
    }
    for (const [column, is] of after) {
      if (before.has(column) || !tables.has(tableOf(column))) continue
      expect(is.isNullable || is.hasDefault, `${name}: ${column} can be left out`).toBe(true)
    }
    before = after
  }
})
