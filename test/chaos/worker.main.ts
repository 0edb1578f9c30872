import { pathToFileURL } from 'node:url'
import { onStop } from '../../bot/stopping.ts'
import { postgresChanges } from '../../prisma/changes.ts'
import { openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { conduct } from '../../story/conduct.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import { openInference } from '../../worker/inference.ts'
import { openLog } from '../../worker/log.ts'
import { openFrameStore } from '../../worker/open-frame-store.ts'
import { openQueue } from '../../worker/queue.ts'
import { fakePlan } from '../fakes/plan.ts'

/**
 * A worker as `worker/main.ts` wires it, with a model process of its own that draws stripes. It is
 * given up for dead sooner than a real one, so that pauses are longer than that.
 */
const {
  DATABASE_URL: databaseUrl = '',
  REDIS_URL: redisUrl,
  FRAMES_URL: folder = '',
  MODEL_PROCESS: modelProcess = '',
} = process.env
const log = openLog({ name: 'worker', level: process.env.LOG_LEVEL ?? 'silent' })
const client = openClient(databaseUrl)
const store = prismaStore(client)
const changes = postgresChanges(databaseUrl)
const queue = await openQueue({ databaseUrl, redisUrl, log, lockMs: 5000, outageMs: 2000 })
const frames = openFrameStore(folder, undefined)
// A face is found by two workers, of whom either may die.
const plan = { ...fakePlan, perBatch: 2 }
const script = pathToFileURL(modelProcess)
const artist = openInference({ script, args: [], log, silenceMs: 20_000 })
await artist.warm()
const consumer = await queue.consume(
  jobHandler({ store, artist, frames, changes, queue, pool: undefined, plan, log }),
)
const sweep = () => conduct(store, queue).catch((err) => log.warn({ err }, 'sweep failed'))
const timer = setInterval(sweep, 10_000)
void sweep()
onStop(async () => {
  clearInterval(timer)
  await consumer.close()
  await artist.close()
  await queue.close()
  await changes.close()
  await client.$disconnect()
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
