import { join } from 'node:path'
import { startEmbeddedPostgres } from '../prisma/embedded.ts'
import { startRedis } from './redis.ts'
import { openTogether } from './together.ts'

/** Starts a Redis and a PostgreSQL, tells its parent how far it is, and works until it is interrupted. */
const together = await openTogether('troupe-interrupted')
const redis = await together.start(startRedis, (one) => one.stop())
process.send?.({ folder: together.folder, redis: redis.pid })
const dataDir = join(together.folder, 'postgres')
await together.start(
  () => startEmbeddedPostgres({ dataDir, log: () => {}, settings: { fsync: 'off' } }),
  (one) => one.stop(),
)
process.send?.('ready')
