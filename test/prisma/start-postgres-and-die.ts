import pg from 'pg'
import { startEmbeddedPostgres } from '../../prisma/embedded.ts'

// The worst end: killed without a word, the server left running.
const { url } = await startEmbeddedPostgres({ dataDir: process.argv[2]!, log: () => {} })
const client = new pg.Client({ connectionString: url })
await client.connect()
await client.query(`create table kept as select 'before' as word`)
process.kill(process.pid, 'SIGKILL')
