/** All that a story needs: servers, both chat platforms, a bot, two workers, and people. */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keepRunning } from '../../bot/child.ts'
import { openClient } from '../../prisma/client.ts'
import { migrate } from '../../prisma/migrate.ts'
import { prismaStore } from '../../prisma/store.ts'
import { startDiscord } from '../doubles/discord/start.ts'
import { startSlack } from '../doubles/slack/start.ts'
import { freePort } from '../e2e/troupe.ts'
import { openTogether } from '../together.ts'
import { compile } from './compiled.ts'
import type { Victims } from './faults.ts'
import { openHurt } from './hurt.ts'
import { openPostgres, openRedis } from './servers.ts'
import { openPlaces, type Place } from './tellers.ts'

export interface ChaosWorld {
  readonly victims: Victims
  readonly places: readonly Place[]
  close(): Promise<void>
}

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** `stories`: how many there are on each chat platform. */
export async function openWorld(stories: number, logLevel: string): Promise<ChaosWorld> {
  const { folder: dataDir, start, stop: close } = await openTogether('troupe-chaos')
  try {
    const postgres = await start(
      () => openPostgres(join(dataDir, 'postgres')),
      (one) => one.stop(),
    )
    await migrate(postgres.url)
    const redis = await start(openRedis, (one) => one.stop())
    const discord = await start(startDiscord, (one) => one.close())
    const slack = await start(startSlack, (one) => one.close())
    const workspace = slack.workspace({ name: 'Readers' })
    const PORT = String(await freePort())
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      DATA_DIR: dataDir,
      FRAMES_URL: join(dataDir, 'frames'),
      PORT,
      MODEL_PROCESS: join(dataDir, 'programs/model.mjs'),
      LOG_LEVEL: logLevel,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.api,
    }
    const programs = await compile(
      {
        bot: fileOf('../../bot/main.ts'),
        worker: fileOf('./worker.main.ts'),
        model: fileOf('../worker/model-process.main.ts'),
      },
      join(dataDir, 'programs'),
    )
    const waits = { env, flags: [], firstWaitMs: 200, maxWaitMs: 1000, tell: () => {} }
    const run = (name: string, file: string) =>
      start(
        async () => keepRunning({ ...waits, name, file }),
        (child) => child.stop(),
      )
    const bot = await run('bot', programs.bot)
    const workers = [
      await run('worker one', programs.worker),
      await run('worker two', programs.worker),
    ]
    await Promise.all([bot.ready, ...workers.map(({ ready }) => ready)])
    const page = `http://127.0.0.1:${PORT}`
    const places = await openPlaces({ discord, slack, workspace, page }, stories)
    await liftLimits(postgres.url, stories + 1)
    const isWell = async () =>
      discord.isHeard && slack.connections > 0 && (await isReady(`${page}/readyz`))
    const hurt = openHurt(isWell)
    return { victims: { hurt, postgres, redis, bot, workers, discord, slack }, places, close }
  } catch (error) {
    await close()
    throw error
  }
}

const isReady = (address: string): Promise<boolean> =>
  fetch(address, { signal: AbortSignal.timeout(1000) })
    .then(async (response) => {
      await response.body?.cancel()
      return response.ok
    })
    .catch(() => false)

/** People here say more than a workspace may in a day. */
async function liftLimits(url: string, workspaces: number): Promise<void> {
  const client = openClient(url)
  const store = prismaStore(client)
  const tenants = [...(await store.tenants.list('discord')), ...(await store.tenants.list('slack'))]
  if (tenants.length !== workspaces) {
    throw new RangeError(`${workspaces} workspaces were to be there, but ${tenants.length} are`)
  }
  for (const tenant of tenants) {
    await store.settings.change(tenant, { framesPerPerson: 0, framesPerWorkspace: 0 })
  }
  await client.$disconnect()
}
