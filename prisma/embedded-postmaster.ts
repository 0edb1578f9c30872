import { spawnSync } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/**
 * The server that runs on a cluster, if one does. After a reboot, or in a container, the number in a
 * stale `postmaster.pid` may belong to some other program, and then PostgreSQL would refuse to start:
 * such a file is deleted.
 */
export async function livePostmaster(cluster: string): Promise<{ port: number } | undefined> {
  const file = path.join(cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // https://github.com/postgres/postgres/blob/REL_18_0/src/include/utils/pidfile.h
  const lines = text.split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (await isPostmaster(pid, cluster)) return { port }
  await rm(file, { force: true })
  return undefined
}

async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => commandOf(pid))
  return words.includes(cluster)
}

/** Where there is no /proc. */
const commandOf = (pid: number): string =>
  spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''

/** Waits until the server answers; after a crash it repairs itself first. Rejects after a minute. */
export async function untilServing(url: string, patienceMs = 60_000): Promise<void> {
  const end = Date.now() + patienceMs
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
    // A server that goes away meanwhile tells the client twice: once as an event.
    client.on('error', () => {})
    try {
      await client.connect()
      return
    } catch (cause) {
      if (Date.now() > end) throw new Error('PostgreSQL does not answer', { cause })
      await sleep(100)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
