import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../prisma/embedded.ts'
import { startRedis } from './redis.ts'

/**
 * `npm test`: vitest with a PostgreSQL and a Redis of its own, both gone afterwards. Arguments go to
 * vitest, for instance `npm test -- test/prisma`.
 */
async function main(): Promise<number> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'troupe-test-'))
  const undo: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })]
  const interrupted = new AbortController()
  // Vitest hears Ctrl-C too and ends by itself; here it only must not end us before the servers.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => interrupted.abort())
  }
  try {
    // As root PostgreSQL runs as another user, who has to pass through here.
    await chmod(dataDir, 0o711)
    const postgres = await startEmbeddedPostgres({
      dataDir: path.join(dataDir, 'postgres'),
      log: () => {},
      settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
    })
    undo.unshift(() => postgres.stop())
    const redis = await startRedis()
    undo.unshift(() => redis.stop())
    if (interrupted.signal.aborted) return 130
    const env = {
      ...process.env,
      TEST_DATABASE_URL: postgres.url,
      TEST_REDIS_URL: redis.url,
    }
    return await runVitest(process.argv.slice(2), env, interrupted.signal)
  } finally {
    for (const step of undo) {
      await step().catch((error: unknown) => console.error(error))
    }
  }
}

function runVitest(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const file = path.resolve('node_modules/vitest/vitest.mjs')
    const vitest = spawn(process.execPath, [file, 'run', ...args], { env, stdio: 'inherit' })
    signal.addEventListener('abort', () => vitest.kill('SIGTERM'))
    vitest.on('error', reject)
    vitest.on('exit', (code, killedBy) => resolve(code ?? (killedBy === null ? 1 : 130)))
  })
}

process.exitCode = await main()
