import { openLog } from '../../worker/log.ts'
import { openQueue } from '../../worker/queue.ts'

/** A worker that every job kills. Arguments: the queue's name, the database, the Redis or nothing. */
const [name, databaseUrl, redisUrl] = process.argv.slice(2)
const log = openLog({ name: 'dying', level: 'silent' })
const queue = await openQueue({ name, databaseUrl: databaseUrl!, redisUrl, log, lockMs: 500 })
await queue.consume({
  handle: async () => void process.kill(process.pid, 'SIGKILL'),
  due: async (job) => job,
  giveUp: async () => process.exit(7),
})
