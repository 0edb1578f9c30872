import { createWriteStream } from 'node:fs'
import { onStop } from '../../bot/stopping.ts'
import { openMetrics } from '../../operation/metrics.ts'
import { serveOperation } from '../../operation/serve.ts'
import { postgresChanges } from '../../prisma/changes.ts'
import { openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import type { Artist } from '../../story/artist.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import { openInference } from '../../worker/inference.ts'
import { openLog } from '../../worker/log.ts'
import { openFrameStore } from '../../worker/open-frame-store.ts'
import { openQueue } from '../../worker/queue.ts'
import { fakePlan } from '../fakes/plan.ts'
import { stampsFile } from './load/stamps.ts'

/**
 * A worker as `worker/main.ts` wires it, with a model process that draws in no time. When it handed a
 * frame to the model process and got it back it writes down.
 */
const { DATABASE_URL: databaseUrl = '', REDIS_URL, FRAMES_URL: folder = '' } = process.env
const log = openLog({ name: 'worker', level: 'error' })
const store = prismaStore(openClient(databaseUrl))
const changes = postgresChanges(databaseUrl)
const queue = await openQueue({ databaseUrl, redisUrl: REDIS_URL || undefined, log })
const frames = openFrameStore(folder, undefined)
const model = openInference({
  script: new URL('./drawing-model.main.ts', import.meta.url),
  args: [],
  log,
})
await model.warm()
const stamps = createWriteStream(stampsFile(process.env.DATA_DIR ?? ''), { flags: 'a' })
const now = (): number => performance.timeOrigin + performance.now()
const artist: Artist = {
  ...model,
  async draw(request, hooks) {
    const handed = now()
    const drawing = await model.draw(request, hooks)
    stamps.write(`${JSON.stringify({ frameId: request.frameId, handed, drawn: now() })}\n`)
    return drawing
  },
}
await queue.consume(
  jobHandler({ store, artist, frames, changes, queue, pool: undefined, plan: fakePlan, log }),
)
await serveOperation(
  { host: '127.0.0.1', port: Number(process.env.OPERATION_PORT) },
  {
    health: { parts: {}, signs: {} },
    metrics: openMetrics('instant', {
      backlog: async () => [],
      jobs: async () => [{ pool: undefined, count: await queue.waiting() }],
    }),
    queues: [queue.bull],
  },
)
onStop(() => model.close())
process.send?.('ready')
