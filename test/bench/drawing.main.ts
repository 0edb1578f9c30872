import { postgresChanges } from '../../prisma/changes.ts'
import { openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import { openLog } from '../../worker/log.ts'
import { openFrameStore } from '../../worker/open-frame-store.ts'
import { openQueue } from '../../worker/queue.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { fakePlan } from '../fakes/plan.ts'

/** A worker that draws stripes, step by step as a model would, and no longer than whoever started it. */
const { DATABASE_URL: databaseUrl = '', FRAMES_URL: folder = '' } = process.env
const log = openLog({ name: 'drawing', level: 'error' })
const store = prismaStore(openClient(databaseUrl))
const changes = postgresChanges(databaseUrl)
const queue = await openQueue({ databaseUrl, log })
const frames = openFrameStore(folder, undefined)
const artist = fakeArtist({ steps: 10, stepMs: 50 })
await queue.consume(
  jobHandler({ store, artist, frames, changes, queue, pool: undefined, plan: fakePlan, log }),
  {
    concurrency: 2,
  },
)
process.on('disconnect', () => process.exit())
process.send?.('ready')
