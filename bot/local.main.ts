import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { config as loadDotenv } from 'dotenv'
import { bundlesNamed } from '../models/bundles/named.ts'
import { startEmbeddedPostgres } from '../prisma/embedded.ts'
import { migrate } from '../prisma/migrate.ts'
import { keepRunning } from './child.ts'
import { type BotConfig, configFromEnvironment, isLoopback } from './config.ts'
import { onStop } from './stopping.ts'
import { checkPort } from './web/serve.ts'

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const tell = (sentence: string): void => console.error(sentence)

/** What was started, the last first: stopped in that order. */
const started: (() => Promise<void>)[] = []

async function stopAll(): Promise<void> {
  for (const stop of started.splice(0).reverse()) {
    await stop().catch((error: unknown) => tell(`Something did not stop: ${error}`))
  }
}

/** The database of the settings, or one of our own in the data folder. */
async function openDatabase({ DATABASE_URL, DATA_DIR }: BotConfig): Promise<string> {
  if (DATABASE_URL !== undefined) return DATABASE_URL
  const dataDir = join(resolve(DATA_DIR), 'postgres')
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined })
  started.push(() => postgres.stop())
  return postgres.url
}

/** Everything on this machine: the database, the bot and a worker of each bundle. */
async function main(config: BotConfig): Promise<void> {
  const bundles = bundlesNamed(config.BUNDLE)
  await checkPort(config.HOST, config.PORT)
  const DATABASE_URL = await openDatabase(config)
  await migrate(DATABASE_URL)
  const env = {
    ...process.env,
    DATABASE_URL,
    DATA_DIR: resolve(config.DATA_DIR),
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  }
  const bot = keepRunning({ name: 'bot', file: file('main.ts'), env, tell })
  const workers = bundles.map(({ name }, i) => {
    // Two processes cannot listen on one port.
    const own = config.OPERATION_PORT === undefined ? '' : String(config.OPERATION_PORT + 1 + i)
    return keepRunning({
      name: bundles.length === 1 ? 'worker' : `worker ${name}`,
      file: file('../worker/main.ts'),
      env: { ...env, OPERATION_PORT: own, POOL: name },
      tell,
    })
  })
  const children = [bot, ...workers]
  started.push(async () => {
    await Promise.all(children.map((child) => child.stop()))
  })
  await Promise.all(children.map((child) => child.ready))
  const host = isLoopback(config.HOST) ? 'localhost' : config.HOST
  console.log(`Troupe is ready: http://${host}:${config.PORT}`)
}

loadDotenv({ quiet: true })
const end = onStop(stopAll)
try {
  await main(configFromEnvironment())
} catch (error) {
  tell(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
  end()
}
