import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { startEmbeddedPostgres } from '../prisma/embedded.ts'
import { startRedis } from './redis.ts'
import { openTogether } from './together.ts'

/**
 * `npm test`: vitest with a PostgreSQL and a Redis of its own, both gone afterwards. Arguments go to
 * vitest, for instance `npm test -- test/prisma`.
 */
async function main(): Promise<number> {
  const { folder, start, stop } = await openTogether('troupe-test')
  try {
    const postgres = await start(
      () =>
        startEmbeddedPostgres({
          dataDir: path.join(folder, 'postgres'),
          log: () => {},
          settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200' },
        }),
      (one) => one.stop(),
    )
    const redis = await start(startRedis, (one) => one.stop())
    const env = {
      ...process.env,
      TEST_DATABASE_URL: postgres.url,
      TEST_REDIS_URL: redis.url,
    }
    const vitest = await start(async () => startVitest(process.argv.slice(2), env), endVitest)
    return await exitCode(vitest)
  } finally {
    await stop()
  }
}

function startVitest(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const file = path.resolve('node_modules/vitest/vitest.mjs')
  return spawn(process.execPath, [file, 'run', ...args], { env, stdio: 'inherit' })
}

/** Vitest hears Ctrl-C too and ends by itself. */
async function endVitest(vitest: ChildProcess): Promise<void> {
  if (vitest.exitCode !== null || vitest.signalCode !== null) return
  vitest.kill('SIGTERM')
  await once(vitest, 'exit')
}

async function exitCode(vitest: ChildProcess): Promise<number> {
  const [code, killedBy] = await once(vitest, 'exit')
  return code ?? (killedBy === null ? 1 : 130)
}

process.exitCode = await main()
