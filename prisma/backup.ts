import type pg from 'pg'

/** Which rows of a table are a tenant's, whose id is `$1`. */
const stories = 'story_id in (select id from stories where tenant_id = $1)'
const episodes = `episode_id in (select id from episodes where ${stories})`
const characters = 'character_id in (select id from characters where tenant_id = $1)'
const subjects = `subject_id in (select id from characters where tenant_id = $1
  union all select id from frames where ${episodes})`

/** Every table that has something of a tenant, each after those that it points to. */
export const backupTables = {
  tenants: 'id = $1',
  tenant_settings: 'tenant_id = $1',
  commands: 'tenant_id = $1',
  characters: 'tenant_id = $1',
  identities: characters,
  stories: 'tenant_id = $1',
  skips: stories,
  episodes: stories,
  cast_members: episodes,
  rounds: stories,
  frames: episodes,
  ballots: `round_id in (select id from rounds where ${stories})`,
  deliveries: 'tenant_id = $1',
  chat_messages: subjects,
} as const
export type BackupTable = keyof typeof backupTables
export const backupOrder = Object.keys(backupTables) as BackupTable[]

/** A tenant's rows: of each table JSON objects as text, one a row, in an order of their own. */
export type BackupRows = Readonly<Record<BackupTable, readonly string[]>>

/** The id of a tenant; undefined when there is none. */
export async function findTenant(
  client: pg.Client,
  platform: string,
  workspace: string,
): Promise<string | undefined> {
  const asked = 'select id from tenants where platform = $1 and workspace = $2'
  return (await client.query<{ id: string }>(asked, [platform, workspace])).rows[0]?.id
}

/** Reads all rows of a tenant, within the caller's transaction. */
export async function readTenant(client: pg.Client, tenantId: string): Promise<BackupRows> {
  const read = async (table: BackupTable): Promise<[BackupTable, string[]]> => {
    const asked = `select to_jsonb(t)::text as row from ${table} t
      where ${backupTables[table]} order by 1`
    const { rows } = await client.query<{ row: string }>(asked, [tenantId])
    return [table, rows.map(({ row }) => row)]
  }
  const all: [BackupTable, string[]][] = []
  for (const table of backupOrder) all.push(await read(table))
  return Object.fromEntries(all) as unknown as BackupRows
}

/** Keys of the pictures that a tenant's rows name. */
export async function pictureKeys(client: pg.Client, tenantId: string): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    `select portrait as key from characters where tenant_id = $1 and portrait is not null
     union select image from frames where image is not null and ${episodes}
     union select template from frames where template is not null and ${episodes}
     union select pose from frames where pose is not null and ${episodes}
     order by 1`,
    [tenantId],
  )
  return rows.map(({ key }) => key)
}

/**
 * Writes rows that `readTenant` read, here or in a database of an earlier version, within the
 * caller's transaction. A RangeError when they have a column that is not known here.
 */
export async function writeTenant(client: pg.Client, rows: BackupRows): Promise<void> {
  for (const table of backupOrder) {
    if (rows[table].length > 0) await writeRows(client, table, rows[table])
  }
  // A round points to the frame that won, whose row points to its round.
  await client.query(
    `update rounds r set winner_id = w.winner_id, winner_votes = w.winner_votes
     from jsonb_populate_recordset(null::rounds, $1::jsonb) w where r.id = w.id`,
    [asArray(rows.rounds)],
  )
}

const asArray = (rows: readonly string[]): string => `[${rows.join(',')}]`

async function writeRows(
  client: pg.Client,
  table: BackupTable,
  rows: readonly string[],
): Promise<void> {
  const asked =
    'select column_name as name from information_schema.columns where table_name = $1 and table_schema = current_schema()'
  const known = await client.query<{ name: string }>(asked, [table])
  const names = new Set(known.rows.map(({ name }) => name))
  const given = Object.keys(JSON.parse(rows[0]!))
  const stranger = given.find((name) => !names.has(name))
  if (stranger !== undefined) {
    throw new RangeError(
      `${table}.${stranger} is not known here: this Troupe is older than the backup`,
    )
  }
  const later = table === 'rounds' ? ['winner_id', 'winner_votes'] : []
  const columns = given.filter((name) => !later.includes(name)).map((name) => `"${name}"`)
  await client.query(
    `insert into ${table} (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [asArray(rows)],
  )
}
