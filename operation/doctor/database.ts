import pg from 'pg'
import { missingMigrations } from '../../prisma/migrate.ts'
import { type Finding, reasonOf } from './finding.ts'

const about = 'database'
const oldest = 130_000

/** Whether PostgreSQL answers, is new enough, keeps what it is told, and has our tables. */
export async function examineDatabase(url: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
  } catch (error) {
    const sentence = `PostgreSQL does not answer (${reasonOf(error)}): check DATABASE_URL.`
    return [{ about, state: 'bad', sentence }]
  }
  try {
    const asked =
      "select name, setting from pg_settings where name in ('server_version_num', 'fsync')"
    const { rows } = await client.query<{ name: string; setting: string }>(asked)
    const settings = new Map(rows.map(({ name, setting }) => [name, setting]))
    const version = Number(settings.get('server_version_num'))
    const findings: Finding[] = []
    if (version < oldest) {
      const sentence = `PostgreSQL ${Math.floor(version / 10_000)} is too old: 13 or later is needed.`
      findings.push({ about, state: 'bad', sentence })
    }
    if (settings.get('fsync') === 'off') {
      const sentence = 'fsync is off: a crash of its machine may lose everything. Set fsync = on.'
      findings.push({ about, state: 'risky', sentence })
    }
    const missing = await missingMigrations(client)
    if (missing.length > 0) {
      const sentence = `It lacks ${missing.join(', ')}: run npm run migrate.`
      findings.push({ about, state: 'bad', sentence })
    }
    if (findings.length > 0) return findings
    return [{ about, state: 'good', sentence: 'PostgreSQL answers and has all tables.' }]
  } finally {
    await client.end()
  }
}
