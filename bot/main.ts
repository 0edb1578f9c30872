import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { config as loadDotenv } from 'dotenv'
import { type Answered, carryOut, type Deps, type Invocation } from '../commands/dispatch.ts'
import { commandsFor } from '../commands/index.ts'
import { openLanguages } from '../models/bundles/languages.ts'
import { bundlesNamed } from '../models/bundles/named.ts'
import { openMetrics } from '../operation/metrics.ts'
import { serveOperation } from '../operation/serve.ts'
import { isAnswering } from '../prisma/answering.ts'
import { backlog } from '../prisma/backlog.ts'
import { postgresChanges } from '../prisma/changes.ts'
import { type Client, openClient } from '../prisma/client.ts'
import { prismaSlackInstallations } from '../prisma/slack-installations.ts'
import { prismaStore } from '../prisma/store.ts'
import { advancing } from '../story/conduct.ts'
import { openLog } from '../worker/log.ts'
import { openFrameStore } from '../worker/open-frame-store.ts'
import { fitUpload } from '../worker/pictures.ts'
import { openPools } from '../worker/pools.ts'
import { s3KeyOf } from '../worker/s3-key.ts'
import { hopeless } from './child.ts'
import { type BotConfig, configFromEnvironment, isLoopback, secretsOf } from './config.ts'
import { connectDiscord } from './discord/connect.ts'
import { type FramePoster, startFramePoster } from './frame-poster.ts'
import { metered } from './metered.ts'
import { poseTaker } from './poses/take-pose.ts'
import { type Role, readRoles } from './roles.ts'
import { openSignOfLife } from './sign-of-life.ts'
import { openSigner } from './signing.ts'
import { connectSlack } from './slack/connect.ts'
import type { HttpSettings } from './slack/http.ts'
import type { SocketSettings } from './slack/socket.ts'
import { type ChatService, type Connection, startChat } from './start.ts'
import { onStop } from './stopping.ts'
import { startSweeping } from './sweeping.ts'
import { openTurnstile } from './turnstile.ts'
import { openVault } from './vault.ts'
import { createWebApp } from './web/app.ts'
import { listCommands } from './web/command-list.ts'
import type { Health } from './web/health-routes.ts'
import { findPageFiles } from './web/page-routes.ts'
import { webPlatform } from './web/platform.ts'
import { serveApp, stopServing } from './web/serve.ts'
import { watchWorkers } from './worker-watch.ts'

const dayMs = 86_400_000
/** Fewer than the store has connections, so that one is always free for what is said. */
const commandsAtOnce = 4
/** What Discord takes of everybody: 10 MiB a file. */
const discordFileBytes = 10 * 2 ** 20

async function main(config: BotConfig, roles: ReadonlySet<Role>): Promise<void> {
  const { DATABASE_URL, REDIS_URL, HOST, PORT, DATA_DIR, BUNDLE } = config
  if (DATABASE_URL === undefined) {
    throw new RangeError('DATABASE_URL is not set: npm start brings a database of its own')
  }
  const secrets = secretsOf(config)
  const log = openLog({ name: 'bot', level: config.LOG_LEVEL, secrets })
  if (roles.has('page') && !isLoopback(HOST)) {
    log.warn(`HOST is ${HOST}: everybody who can reach it can use the page, there is no log-in.`)
  }
  const languages = await openLanguages(bundlesNamed(BUNDLE))
  const models = languages.map(({ model }) => model)
  const others = models.slice(1)
  const commands = commandsFor(models)
  const onError = (err: Error): void => log.warn({ err }, 'database trouble')
  const client = openClient(DATABASE_URL, { onError })
  const store = prismaStore(client, others)
  const changes = postgresChanges(DATABASE_URL, { log: (line) => log.warn(line) })
  const queues = await openPools({ databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, log }, others)
  const pictures = openFrameStore(config.FRAMES_URL ?? join(DATA_DIR, 'frames'), s3KeyOf(config))
  const deps: Deps = {
    store,
    advance: advancing(store, queues),
    changes,
    pictures,
    languages,
    commands,
    carrier: randomUUID(),
    newSeed: () => randomInt(2 ** 31),
    newReference: () => randomBytes(3).toString('hex'),
    log: { error: (reference, err) => log.error({ reference, err }, 'a command failed') },
  }
  const poses = poseTaker({
    store,
    pictures,
    languages,
    newPoseId: () => randomBytes(6).toString('hex'),
  })
  const health: Health = {
    parts: {
      store: () => isAnswering(client),
      pictures: () => pictures.checkRoom().then(() => true),
    },
    signs: {
      queue: async () => (await queues.waiting()).length > 0,
      worker: watchWorkers(store, changes),
    },
  }
  const metrics = openMetrics(models[0]!, {
    backlog: () => backlog(client, others),
    jobs: () => queues.waiting(),
  })
  const operation = await serveOperation(
    { host: config.OPERATION_HOST, port: config.OPERATION_PORT },
    { health, metrics, queues: queues.all.map(({ bull }) => bull) },
  )
  const say = metered((said, acknowledge) => carryOut(said, deps, acknowledge), metrics, log)
  const posters: FramePoster[] = []
  const servers = operation === undefined ? [] : [operation]
  if (roles.has('page')) {
    const app = createWebApp(
      {
        store,
        changes,
        pictures,
        say: async (said) => (await say(said)).reply,
        commands: listCommands(commands),
        poses,
        health,
        host: HOST,
        log,
        newId: randomUUID,
      },
      await findPageFiles(),
    )
    servers.push(await serveApp(app, HOST, PORT))
    posters.push(startFramePoster(store, changes, webPlatform(changes), log))
  }
  const chats: ChatService[] = []
  const sign = openSignOfLife(store.locks, deps.carrier)
  const sweeping = startSweeping({
    deps,
    queue: queues,
    chats,
    sign,
    name: [...roles].join(' '),
    leftMs: config.LEFT_DAYS * dayMs,
    log,
  })
  const start = (name: string, connect: () => Promise<Connection>): void => {
    chats.push(
      startChat({
        name,
        connect,
        log,
        onReady: ({ platform }) => {
          posters.push(startFramePoster(store, changes, platform, log))
          void sweeping.sweep()
        },
        onRefused: (sentence) => {
          log.fatal(sentence)
          process.exit(hopeless)
        },
      }),
    )
  }
  const speaking = {
    store,
    pictures,
    commands,
    languages,
    poses,
    say: inTurn(say),
    newReference: deps.newReference,
    log,
  }
  const { DISCORD_TOKEN, DISCORD_API_URL, DISCORD_SHARDS } = config
  if (roles.has('chats') && DISCORD_TOKEN !== undefined) {
    const options = { token: DISCORD_TOKEN, api: DISCORD_API_URL, shards: DISCORD_SHARDS }
    const shrink = (png: Uint8Array) => fitUpload(png, discordFileBytes)
    start('Discord', () => connectDiscord({ ...speaking, ...options, shrink }))
  }
  const way = roles.has('chats') ? slackWay(config, client) : undefined
  if (way !== undefined) {
    start('Slack', () => connectSlack({ ...speaking, way, api: config.SLACK_API_URL }))
  }
  if (chats.length === 0 && !roles.has('page')) {
    throw new RangeError('There is nobody to speak to: set DISCORD_TOKEN, or the tokens of Slack')
  }

  onStop(async () => {
    const swept = sweeping.close()
    await Promise.all(servers.map(stopServing))
    // Before the connection that they speak through.
    await Promise.all(posters.map((poster) => poster.close()))
    await Promise.all(chats.map((chat) => chat.close()))
    await swept
    await sign.close()
    await queues.close()
    await changes.close()
    await client.$disconnect()
  })
  await Promise.all(chats.map(({ tried }) => tried))
  log.info({ roles: [...roles], host: HOST, port: PORT }, 'the bot is ready')
  process.send?.('ready')
}

/** How Slack comes in, when it does; `readConfig` has seen to it that nothing is missing. */
function slackWay(config: BotConfig, client: Client): SocketSettings | HttpSettings | undefined {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SECRET_KEY } = config
  const keys = SECRET_KEY && ([SECRET_KEY, ...(config.SECRET_KEYS_OLD ?? [])] as const)
  const open =
    config.SLACK_PUBLIC_URL === undefined || keys === undefined
      ? undefined
      : {
          publicUrl: config.SLACK_PUBLIC_URL,
          host: config.SLACK_HOST,
          port: config.SLACK_PORT,
          signer: openSigner('slack pictures', keys),
        }
  if (SLACK_BOT_TOKEN !== undefined && SLACK_APP_TOKEN !== undefined) {
    return { by: 'socket', token: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, open }
  }
  if (SLACK_SIGNING_SECRET === undefined || keys === undefined || open === undefined) {
    return undefined
  }
  return {
    ...open,
    by: 'http',
    signingSecret: SLACK_SIGNING_SECRET,
    clientId: config.SLACK_CLIENT_ID!,
    clientSecret: config.SLACK_CLIENT_SECRET!,
    stateSecret: config.SLACK_STATE_SECRET!,
    vault: openVault(keys),
    rows: prismaSlackInstallations(client),
  }
}

type Say = (said: Invocation, acknowledge: () => Promise<void>) => Promise<Answered>

/**
 * Commands are stored and acknowledged as they come and then carried out, so many at a time: a crowd
 * waits for its answers, not for the acknowledgement that a platform gives us seconds for.
 */
function inTurn(say: Say): Say {
  const turnstile = openTurnstile(commandsAtOnce)
  return async (said, acknowledge) => {
    let isInside = false
    try {
      return await say(said, async () => {
        await acknowledge()
        await turnstile.enter()
        isInside = true
      })
    } finally {
      if (isInside) turnstile.leave()
    }
  }
}

loadDotenv({ quiet: true })
try {
  await main(configFromEnvironment(), readRoles(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  console.error(error.message)
  process.exit(hopeless)
}
