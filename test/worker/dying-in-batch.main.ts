import { postgresChanges } from '../../prisma/changes.ts'
import { openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import { openLog } from '../../worker/log.ts'
import { openQueue } from '../../worker/queue.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { memoryFrameStore } from '../fakes/memory-frame-store.ts'

/** A worker that dies in the third batch of a face. Arguments: the database, how portraits are shared out as JSON. */
const [databaseUrl = '', plan = ''] = process.argv.slice(2)
const log = openLog({ name: 'dying', level: 'silent' })
const artist = fakeArtist()
const queue = await openQueue({ databaseUrl, log, lockMs: 500 })
await queue.consume(
  jobHandler({
    store: prismaStore(openClient(databaseUrl)),
    artist: {
      ...artist,
      drawPortraits(request, hooks) {
        if (request.first === 4) process.kill(process.pid, 'SIGKILL')
        return artist.drawPortraits(request, hooks)
      },
    },
    frames: memoryFrameStore(),
    changes: postgresChanges(databaseUrl),
    queue,
    pool: undefined,
    plan: JSON.parse(plan),
    log,
  }),
)
