import { config as loadDotenv } from 'dotenv'
import { hopeless } from '../bot/child.ts'
import { onStop } from '../bot/stopping.ts'
import { stopServing } from '../bot/web/serve.ts'
import { readManifest } from '../models/bundles/manifest.ts'
import { openMetrics } from '../operation/metrics.ts'
import { serveOperation } from '../operation/serve.ts'
import { isAnswering } from '../prisma/answering.ts'
import { backlog } from '../prisma/backlog.ts'
import { postgresChanges } from '../prisma/changes.ts'
import { openClient } from '../prisma/client.ts'
import { prismaStore } from '../prisma/store.ts'
import { conduct } from '../story/conduct.ts'
import { Outage } from '../story/errors.ts'
import type { FrameStore } from '../story/ports/pictures.ts'
import { configFromEnvironment, type WorkerConfig } from './config.ts'
import { jobHandler } from './handlers/job-handler.ts'
import { openInference } from './inference.ts'
import { type Log, openLog } from './log.ts'
import { meteredArtist } from './meter.ts'
import { ModelProcessDied } from './model-process.ts'
import { openFrameStore } from './open-frame-store.ts'
import { openPools } from './pools.ts'
import { portraitPlan } from './portrait-plan.ts'

const sweepMs = 30_000

async function main(config: WorkerConfig, log: Log): Promise<void> {
  const { databaseUrl, redisUrl, bundle, pool, models, threads, framesUrl, framesKey } = config
  const others = models.slice(1)
  const frames = openFrameStore(framesUrl, framesKey)
  await checkPictures(frames, log)
  const args = [
    bundle,
    JSON.stringify(config.runOn),
    ...(threads === undefined ? [] : [`${threads}`]),
  ]
  const script = new URL('./inference-process.main.ts', import.meta.url)
  const onError = (err: Error): void => log.warn({ err }, 'database trouble')
  const client = openClient(databaseUrl, { onError })
  const store = prismaStore(client, others)
  const changes = postgresChanges(databaseUrl, { log: (line) => log.warn(line) })
  const queues = await openPools({ databaseUrl, redisUrl, log }, others)
  const metrics = openMetrics(models[0]!, {
    backlog: () => backlog(client, others),
    jobs: () => queues.waiting(),
  })
  const artist = openInference({
    script,
    args,
    log,
    onMemory: (bytes) => metrics.modelMemory(bytes),
  })
  await artist.warm().catch((cause: Error) => {
    if (cause instanceof ModelProcessDied) throw cause
    throw new RangeError(`BUNDLE ${bundle} does not open: ${cause.message}`, { cause })
  })
  const metered = meteredArtist(artist, metrics)
  const plan = portraitPlan(await readManifest(bundle), config.discoveryBatch)
  const workshop = { store, artist: metered, frames, changes, queue: queues, pool, plan, log }
  const health = {
    parts: {
      store: () => isAnswering(client),
      queue: async () => (await queues.waiting()).length > 0,
      pictures: () => frames.checkRoom().then(() => true),
    },
    signs: {},
  }
  const operated = { health, metrics, queues: queues.all.map(({ bull }) => bull) }
  const operation = await serveOperation(config.operation, operated)
  const consumer = await queues.of(pool).consume(jobHandler(workshop))
  const sweep = () => conduct(store, queues).catch((err) => log.warn({ err }, 'sweep failed'))
  const timer = setInterval(sweep, sweepMs)
  void sweep()

  onStop(async () => {
    clearInterval(timer)
    if (operation !== undefined) await stopServing(operation)
    await consumer.close()
    await artist.close()
    await queues.close()
    await changes.close()
    await client.$disconnect()
  })
  log.info(
    { bundle, pool, queue: redisUrl === undefined ? 'postgres' : 'redis' },
    'the worker is ready',
  )
  process.send?.('ready')
}

/** Settings that cannot work stop the start; what may pass is told and waited for. */
async function checkPictures(frames: FrameStore, log: Log): Promise<void> {
  try {
    await frames.checkRoom()
  } catch (err) {
    if (err instanceof Outage && err.endsBy === 'settings') {
      throw new RangeError(err.message, { cause: err })
    }
    log.warn({ err }, 'the pictures cannot be kept just now; work waits for that')
  }
}

loadDotenv({ quiet: true })
try {
  const config = configFromEnvironment()
  const secrets = [config.framesKey?.secret, config.framesKey?.session]
  await main(config, openLog({ name: 'worker', level: config.logLevel, secrets }))
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  console.error(error.message)
  process.exit(hopeless)
}
