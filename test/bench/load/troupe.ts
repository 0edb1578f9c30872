/** Troupe in processes of its own, as on a server, with Discord's double and drawings that cost little. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { memoryOfTree, type ProcessMemory } from '../../../bench/memory.ts'
import { keepRunning } from '../../../bot/child.ts'
import { openClient } from '../../../prisma/client.ts'
import { startEmbeddedPostgres } from '../../../prisma/embedded.ts'
import { migrate } from '../../../prisma/migrate.ts'
import { prismaStore } from '../../../prisma/store.ts'
import { type Discord, startDiscord } from '../../doubles/discord/start.ts'
import { freePort } from '../../e2e/troupe.ts'
import { startRedis } from '../../redis.ts'
import { openTogether } from '../../together.ts'
import { cpuMs, cpuOfFamily } from './load.ts'

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export interface Troupe {
  readonly discord: Discord
  readonly databaseUrl: string
  /** Undefined where the queue lives in PostgreSQL. */
  readonly redisUrl: string | undefined
  readonly dataDir: string
  /** CPU milliseconds of each part so far; Linux only. */
  cpu(): Promise<Readonly<Record<Part, number>>>
  /** Resident megabytes of our own processes. */
  memory(): Promise<Readonly<Record<'bot' | 'worker' | 'model process', number>>>
  /** Where bot and worker serve their metrics. */
  readonly metrics: Readonly<Record<'bot' | 'worker', string>>
  /** Lets every workspace that is there draw as much as it likes. */
  liftLimits(): Promise<void>
  stop(): Promise<void>
}

export const parts = ['bot', 'worker', 'model process', 'PostgreSQL', 'Redis'] as const
export type Part = (typeof parts)[number]

export interface TroupeOptions {
  /** The main file of the worker. */
  readonly worker: string
  readonly withRedis: boolean
}

/** PostgreSQL has its durable settings; everything ends with `stop`, or when the run is interrupted. */
export async function startLoadedTroupe({
  worker: file,
  withRedis,
}: TroupeOptions): Promise<Troupe> {
  const { folder: dataDir, start, stop } = await openTogether('troupe-bench')
  try {
    const folder = join(dataDir, 'postgres')
    const postgres = await start(
      () => startEmbeddedPostgres({ dataDir: folder, log: () => {} }),
      (one) => one.stop(),
    )
    await migrate(postgres.url)
    const redis = withRedis ? await start(startRedis, (one) => one.stop()) : undefined
    const now = () => performance.timeOrigin + performance.now()
    const discord = await start(
      () => startDiscord({ now }),
      (one) => one.close(),
    )
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis?.url ?? '',
      DATA_DIR: dataDir,
      FRAMES_URL: join(dataDir, 'frames'),
      PORT: String(await freePort()),
      LOG_LEVEL: 'error',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
    }
    const tell = (sentence: string): void => console.error(sentence)
    const run = async (name: string, path: string) => {
      const OPERATION_PORT = String(await freePort())
      const settings = { name, file: fileOf(path), env: { ...env, OPERATION_PORT }, tell }
      const child = await start(
        async () => keepRunning(settings),
        (one) => one.stop(),
      )
      return { ...child, metrics: `http://127.0.0.1:${OPERATION_PORT}/metrics` }
    }
    const bot = await run('bot', '../../../bot/main.ts')
    const worker = await run('worker', file)
    await Promise.all([bot.ready, worker.ready])
    await discord.waitFor(() => discord.commands().length > 0, 'the bot on Discord', 60_000)
    const cluster = join(folder, 'cluster/postmaster.pid')
    const postmaster = Number((await readFile(cluster, 'utf8')).split('\n')[0])
    const workers = () => memoryOfTree(worker.pid() ?? 0)
    const isModel = ({ command }: ProcessMemory): boolean => command.includes('drawing-model')

    return {
      discord,
      databaseUrl: postgres.url,
      redisUrl: redis?.url,
      dataDir,
      metrics: { bot: bot.metrics, worker: worker.metrics },
      async cpu() {
        const own = await workers()
        return {
          bot: await cpuMs(bot.pid()),
          worker: await cpuMs(worker.pid()),
          'model process': await cpuMs(pidsOf(own.filter(isModel))[0]),
          PostgreSQL: await cpuOfFamily(postmaster, pidsOf(await memoryOfTree(postmaster))),
          Redis: redis === undefined ? 0 : await cpuMs(redis.pid),
        }
      },
      async memory() {
        const [family, own] = [await memoryOfTree(bot.pid() ?? 0), await workers()]
        return {
          bot: megabytes(family),
          worker: megabytes(own.filter((one) => !isModel(one))),
          'model process': megabytes(own.filter(isModel)),
        }
      },
      liftLimits: () => liftLimits(postgres.url),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function liftLimits(databaseUrl: string): Promise<void> {
  const client = openClient(databaseUrl)
  const { settings } = prismaStore(client)
  for (const { id, workspace } of await client.tenant.findMany()) {
    const tenant = { id, workspace, platform: 'discord', leftAt: undefined } as const
    await settings.change(tenant, { framesPerPerson: 0, framesPerWorkspace: 0 })
  }
  await client.$disconnect()
}

const pidsOf = (processes: readonly ProcessMemory[]): number[] => processes.map(({ pid }) => pid)

const megabytes = (processes: readonly ProcessMemory[]): number =>
  processes.reduce((sum, one) => sum + one.megabytes, 0)
