/** A PostgreSQL and a Redis that die, hang and come back on the same port. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../prisma/embedded.ts'
import { type RedisServer, startRedis } from '../redis.ts'

export interface Server {
  readonly url: string
  /** Kills it with all its processes, and starts it again after that time. */
  killFor(ms: number): Promise<void>
  /** Stops all its processes for that time: connections stay and nobody answers. */
  pauseFor(ms: number): Promise<void>
  /** Ends every connection to it. */
  cutOff(): Promise<void>
  stop(): Promise<void>
}

/** Process ids of the children of a process (Linux only). */
export async function childrenOf(parent: number | undefined): Promise<number[]> {
  const found: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // After the name in parentheses: the state, then the parent.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (Number(fields[1]) === parent) found.push(Number(name))
  }
  return found
}

/** Sends a signal to those that still live. */
export function signal(pids: readonly (number | undefined)[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      if (pid !== undefined) process.kill(pid, name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Holds processes for a while. */
export async function holdFor(pids: readonly (number | undefined)[], ms: number): Promise<void> {
  signal(pids, 'SIGSTOP')
  await sleep(ms)
  signal(pids, 'SIGCONT')
}

export async function openPostgres(dataDir: string): Promise<Server> {
  const settings = { max_connections: '200' }
  const start = () => startEmbeddedPostgres({ dataDir, log: () => {}, settings })
  let server = await start()
  const all = async (): Promise<number[]> => {
    const file = await readFile(join(dataDir, 'cluster/postmaster.pid'), 'utf8')
    const postmaster = Number(file.split('\n')[0])
    return [postmaster, ...(await childrenOf(postmaster))]
  }
  return {
    url: server.url,
    async killFor(ms) {
      signal(await all(), 'SIGKILL')
      await sleep(ms)
      // A machine with too much to do may not see it come up in time.
      server = await start().catch(start)
    },
    pauseFor: async (ms) => holdFor(await all(), ms),
    async cutOff() {
      const client = new pg.Client({ connectionString: server.url })
      await client.connect()
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      )
      await client.end()
    },
    stop: () => server.stop(),
  }
}

export interface KillableRedis extends Server {
  /** Deletes everything in it. */
  flush(): Promise<void>
}

/** It keeps nothing on disk: killed, it has forgotten everything. */
export async function openRedis(): Promise<KillableRedis> {
  let server: RedisServer = await startRedis()
  const { url } = server
  const tell = async (...words: readonly [string, ...string[]]): Promise<void> => {
    const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 })
    client.on('error', () => {})
    await client.connect()
    const [command, ...args] = words
    await client.call(command, ...args)
    client.disconnect()
  }
  return {
    url,
    async killFor(ms) {
      await server.kill()
      await sleep(ms)
      server = await startRedis(Number(new URL(url).port))
    },
    pauseFor: (ms) => holdFor([server.pid], ms),
    cutOff: () => tell('client', 'kill', 'type', 'normal', 'skipme', 'yes'),
    flush: () => tell('flushall'),
    stop: () => server.stop(),
  }
}
