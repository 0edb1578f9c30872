import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { expect, it } from 'vitest'
import { startEmbeddedPostgres } from '../../prisma/embedded.ts'

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** Starts the server in another process, which writes a row and is killed with it still running. */
async function startAndDie(dataDir: string): Promise<void> {
  const file = path.resolve('test/prisma/start-postgres-and-die.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', file, dataDir], { stdio: 'inherit' })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

it('finds the data again: after a killed parent, a killed server and a clean stop', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'troupe-embedded-'))
  await chmod(home, 0o711)
  const dataDir = path.join(home, 'postgres')
  const log: string[] = []
  const start = () => startEmbeddedPostgres({ dataDir, log: (line) => log.push(line) })
  try {
    await startAndDie(dataDir)

    const adopted = await start()
    expect(log.at(-1)).toContain('left running')
    expect(new URL(adopted.url).hostname).toBe('127.0.0.1')
    expect(await query(adopted.url, 'select word from kept')).toEqual([{ word: 'before' }])
    const [{ pid }] = (await query(
      adopted.url,
      `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
    )) as [{ pid: number }]
    process.kill(pid, 'SIGKILL')

    const repaired = await start()
    expect(repaired.url).toBe(adopted.url)
    expect(await query(repaired.url, 'select word from kept')).toEqual([{ word: 'before' }])
    await repaired.stop()

    const again = await start()
    expect(await query(again.url, 'select word from kept')).toEqual([{ word: 'before' }])
    await again.stop()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}, 180_000)
