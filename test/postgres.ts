import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../prisma/migrate.ts'

export interface TestDatabase {
  readonly url: string
  /** Ends every connection to it and deletes it. */
  drop(): Promise<void>
}

/** A new database with all tables, for one test file, on the server that `npm test` started. */
export async function freshDatabase(): Promise<TestDatabase> {
  const database = await emptyDatabase()
  await migrate(database.url)
  return database
}

/** A new database without a table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) {
    throw new Error('This test needs a PostgreSQL of its own: run npm test -- <file>')
  }
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await runOn(server, `create database ${name}`)
  return {
    url: url.href,
    drop: () => runOn(server, `drop database if exists ${name} with (force)`),
  }
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
