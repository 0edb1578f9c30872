import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import {
  binaryPath,
  checkReachable,
  findOwner,
  type Owner,
  runBinary,
} from './embedded-binaries.ts'
import { livePostmaster, untilServing } from './embedded-postmaster.ts'
import {
  choosePort,
  newPassword,
  readRecord,
  type ServerRecord,
  writeRecord,
} from './embedded-record.ts'

export interface EmbeddedSettings {
  /** Made when missing; the same folder finds the same data. */
  readonly dataDir: string
  readonly log: (line: string) => void
  /** Settings of the server, for instance `{ fsync: 'off' }` where nothing is worth keeping. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface EmbeddedPostgres {
  /** Connection string of the database `troupe`. */
  readonly url: string
  /** Stops the server and waits until everything is on disk. */
  stop(): Promise<void>
}

const user = 'postgres'
const database = 'troupe'

/**
 * A PostgreSQL of our own, listening on the loopback only. It outlives this process when that is
 * killed; the next start adopts it. Throws an Error with a sentence when it cannot run here, or when
 * another living process uses the folder.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  settings = {},
}: EmbeddedSettings): Promise<EmbeddedPostgres> {
  const owner = findOwner()
  const cluster = path.join(path.resolve(dataDir), 'cluster')
  await mkdir(dataDir, { recursive: true })
  if (owner !== undefined) await chmod(dataDir, 0o711)
  checkReachable(path.resolve(dataDir), owner)
  checkReachable(path.dirname(binaryPath('initdb')), owner)

  const known = await readRecord(dataDir)
  const password = known?.password ?? newPassword()
  const running = await livePostmaster(cluster)
  if (running !== undefined) refuseShared(dataDir, known)
  const port = running?.port ?? (await choosePort(known?.port))
  await writeRecord(dataDir, { port, password, holder: process.pid })

  if (running === undefined) {
    await initialise(cluster, password, owner)
    await startServer(cluster, port, settings, owner)
    log(`PostgreSQL started on 127.0.0.1:${port}`)
  } else {
    log(`PostgreSQL was left running on 127.0.0.1:${port}: going on with it`)
  }
  const urlOf = (name: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`
  await untilServing(urlOf('postgres'))
  await createDatabase(urlOf('postgres'))
  return {
    url: urlOf(database),
    async stop() {
      await runBinary('pg_ctl', ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60'], owner)
      log('PostgreSQL stopped')
    },
  }
}

function refuseShared(dataDir: string, known: ServerRecord | undefined): void {
  if (known === undefined || known.holder === process.pid || !isAlive(known.holder)) return
  throw new Error(
    `The data folder ${dataDir} is used by the running process ${known.holder}: stop that first.`,
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Makes the cluster beside its place and moves it there whole, so that a kill leaves no half one. */
async function initialise(cluster: string, password: string, owner: Owner): Promise<void> {
  const exists = await stat(path.join(cluster, 'PG_VERSION')).catch(() => undefined)
  if (exists !== undefined) return
  const fresh = `${cluster}.next`
  const passwordFile = `${cluster}.password`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (owner !== undefined) {
    for (const place of [fresh, passwordFile]) await chown(place, owner.uid, owner.gid)
  }
  const args = ['-D', fresh, '-U', user, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  try {
    await runBinary('initdb', [...args, '-E', 'UTF8', '--no-locale', '--no-instructions'], owner)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rm(cluster, { recursive: true, force: true })
  await rename(fresh, cluster)
}

async function startServer(
  cluster: string,
  port: number,
  settings: Readonly<Record<string, string>>,
  owner: Owner,
): Promise<void> {
  const logFile = path.join(cluster, 'server.log')
  await rm(logFile, { force: true })
  const all = { ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value || "''"}`)
  const options = [`-p ${port}`, ...flags].join(' ')
  try {
    const args = ['start', '-D', cluster, '-l', logFile, '-o', options, '-w', '-t', '60']
    await runBinary('pg_ctl', args, owner)
  } catch (cause) {
    const said = await readFile(logFile, 'utf8').catch(() => '')
    throw new Error(`PostgreSQL did not start. Its last words: ${said.slice(-1000)}`, { cause })
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database])
    if (found.rowCount === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
