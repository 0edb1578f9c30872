import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import {
  type BackupRows,
  backupOrder,
  findTenant,
  pictureKeys,
  readTenant,
  writeTenant,
} from '../prisma/backup.ts'
import type { FrameStore } from '../story/ports/pictures.ts'
import { platforms } from '../story/thread-id.ts'
import { checkKey } from '../worker/frame-key.ts'

/** Where a tenant's rows and pictures are. */
export interface Place {
  readonly databaseUrl: string
  readonly frames: FrameStore
}

export interface Moved {
  readonly rows: number
  readonly pictures: number
  /** Pictures that a row names and that are nowhere. */
  readonly missing: readonly string[]
}

const headSchema = z.object({
  format: z.literal(1),
  platform: z.enum(platforms),
  workspace: z.string(),
})

/**
 * Writes all of a tenant into a new folder: `tenant.json`, `rows/*.jsonl`, `pictures/`. The rows are
 * those of one moment. Tokens are not among them. A RangeError of one line when there is no such
 * tenant, or the folder is there already.
 */
export async function exportTenant(
  { databaseUrl, frames }: Place,
  tenant: string,
  folder: string,
): Promise<Moved> {
  const [platform = '', workspace = ''] = tenant.split(':')
  return withClient(databaseUrl, async (client) => {
    await client.query('begin isolation level repeatable read read only')
    const id = await findTenant(client, platform, workspace)
    if (id === undefined) throw new RangeError(`there is no tenant ${tenant} here`)
    const rows = await readTenant(client, id)
    const keys = await pictureKeys(client, id)
    await client.query('commit')
    await makeFolder(folder)
    const missing: string[] = []
    for (const key of keys) {
      const bytes = await frames.get(key)
      if (bytes === undefined) missing.push(key)
      else await writeDeep(join(folder, 'pictures', key), bytes)
    }
    for (const table of backupOrder) {
      const lines = rows[table].map((row) => `${row}\n`).join('')
      await writeDeep(join(folder, 'rows', `${table}.jsonl`), lines)
    }
    // Last: a folder without it is not whole.
    const head = { format: 1, platform, workspace }
    await writeFile(join(folder, 'tenant.json'), `${JSON.stringify(head)}\n`)
    return { rows: countOf(rows), pictures: keys.length - missing.length, missing }
  })
}

/**
 * Brings a tenant back from such a folder: pictures first, then all rows or none. A RangeError of one
 * line when the folder is not whole, or something of that tenant is here already.
 */
export async function importTenant({ databaseUrl, frames }: Place, folder: string): Promise<Moved> {
  const head = await readFile(join(folder, 'tenant.json'), 'utf8').catch(() => undefined)
  if (head === undefined)
    throw new RangeError(`${folder} is no whole backup: it has no tenant.json`)
  const { platform, workspace } = headSchema.parse(JSON.parse(head))
  const rows = await readRows(folder)
  return withClient(databaseUrl, async (client) => {
    await client.query('begin')
    await makeRoom(client, platform, workspace)
    await writeTenant(client, rows)
    const id = (await findTenant(client, platform, workspace))!
    const missing: string[] = []
    const keys = await pictureKeys(client, id)
    for (const key of keys) {
      const bytes = await readFile(join(folder, 'pictures', checkKey(key))).catch(() => undefined)
      if (bytes === undefined) missing.push(key)
      else await frames.put(key, bytes)
    }
    await client.query('commit')
    return { rows: countOf(rows), pictures: keys.length - missing.length, missing }
  })
}

/** A tenant with nothing in it, as the page makes one when it is opened, gives way. */
async function makeRoom(client: pg.Client, platform: string, workspace: string): Promise<void> {
  const id = await findTenant(client, platform, workspace)
  if (id === undefined) return
  const { tenants, ...others } = await readTenant(client, id)
  if (Object.values(others).some((rows) => rows.length > 0) || tenants.length !== 1) {
    throw new RangeError(`${platform}:${workspace} is here already, and not empty`)
  }
  await client.query('delete from tenants where id = $1', [id])
}

async function readRows(folder: string): Promise<BackupRows> {
  const tables = backupOrder.map(async (table) => {
    const text = await readFile(join(folder, 'rows', `${table}.jsonl`), 'utf8').catch(() => '')
    return [table, text.split('\n').filter((line) => line !== '')] as const
  })
  return Object.fromEntries(await Promise.all(tables)) as unknown as BackupRows
}

const countOf = (rows: BackupRows): number =>
  Object.values(rows).reduce((sum, { length }) => sum + length, 0)

async function makeFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  await mkdir(folder).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EEXIST' ? new RangeError(`${folder} is there already`, { cause }) : cause
  })
}

async function writeDeep(path: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    // Ends a transaction that was not committed as well.
    await client.end()
  }
}
