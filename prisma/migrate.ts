import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const folder = fileURLToPath(new URL('migrations', import.meta.url))
const schemaFile = fileURLToPath(new URL('schema.prisma', import.meta.url))

/** Any number, the same in every process: `trou` in ASCII. */
const lockNumber = 0x74726f75
/**
 * Prisma's own table, column by column. Made by us, because Prisma makes it only in an empty database,
 * and the queue may have been here before.
 */
const bookkeeping = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`
/** Everything in the database is ours. */
const filters = { externalTables: [], externalEnums: [] }

/**
 * Brings the database at `url` to the newest schema, without a download: what `prisma migrate deploy`
 * does, by Prisma's own engine. Returns the names of the migrations that it applied. Harmless when
 * there is nothing to do and when several processes migrate at once. Throws an Error that names the
 * migration when one fails or failed before.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    const migrations = await readMigrations()
    await client.query(bookkeeping)
    const before = await appliedMigrations(client)
    if (migrations.every(({ path }) => before.has(path))) return []
    await applyMigrations(url, migrations)
    const after = await appliedMigrations(client)
    const missing = migrations.filter(({ path }) => !after.has(path)).map(({ path }) => path)
    if (missing.length > 0) throw new Error(`migrations were not applied: ${missing.join(', ')}`)
    return migrations.map(({ path }) => path).filter((name) => !before.has(name))
  } finally {
    // Ends the lock as well.
    await client.end()
  }
}

/** Names of the migrations that this code knows and the database has not; it need have none of ours. */
export async function missingMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    "select to_regclass('_prisma_migrations') is not null as here",
  )
  const applied = rows[0]?.here === true ? await appliedMigrations(client) : new Set<string>()
  return (await readMigrations()).map(({ path }) => path).filter((name) => !applied.has(name))
}

const readText = (path: string) => readFile(path, 'utf8')

async function readMigrations() {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (path) => {
      const value = await readText(`${folder}/${path}/migration.sql`)
      return {
        path,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
      }
    }),
  )
}

/** Names of the migrations that Prisma's own table calls finished. */
async function appliedMigrations(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  return new Set(rows.map((row) => row.migration_name))
}

async function applyMigrations(
  url: string,
  migrationDirectories: Awaited<ReturnType<typeof readMigrations>>,
): Promise<void> {
  await loadEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }))
  const datamodels: [string, string][] = [['schema.prisma', await readText(schemaFile)]]
  const schemaEngine = await engine.SchemaEngine.new({ datamodels }, () => {}, adapter)
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readText(`${folder}/migration_lock.toml`),
  }
  const migrationsList = { baseDir: folder, lockfile, shadowDbInitScript: '', migrationDirectories }
  try {
    await schemaEngine.applyMigrations({ migrationsList, filters })
  } finally {
    schemaEngine.free()
  }
}

/** The one word of WebAssembly that is needed: without the DOM's types Node has none. */
declare const WebAssembly: {
  instantiate(
    module: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>
}

let loading: Promise<void> | undefined

/** The engine is WebAssembly that its package leaves to the caller to start; once a process. */
function loadEngine(): Promise<void> {
  loading ??= startEngine()
  return loading
}

async function startEngine(): Promise<void> {
  const wasm = new URL(
    'schema_engine_bg.wasm',
    import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  )
  const { instance } = await WebAssembly.instantiate(await readFile(wasm), {
    './schema_engine_bg.js': engine,
  })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
}
