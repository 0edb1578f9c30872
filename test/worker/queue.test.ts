import { randomUUID } from 'node:crypto'
import { describe } from 'vitest'
import { openLog } from '../../worker/log.ts'
import { openQueue } from '../../worker/queue.ts'
import { queueContract } from '../contracts/queue.ts'
import { memoryWorkQueue } from './memory-work-queue.ts'

// Given by `npm test`, which brings both servers.
const databaseUrl = process.env.TEST_DATABASE_URL
const redisUrl = process.env.TEST_REDIS_URL
const log = openLog({ name: 'test', level: 'silent' })
const fresh = () => ({ name: `test-${randomUUID()}`, backoffMs: 20, outageMs: 20, log })

queueContract('memory', async () => memoryWorkQueue())

describe.runIf(databaseUrl !== undefined)('BullMQ on Postgres', () => {
  queueContract('Postgres', () => openQueue({ ...fresh(), databaseUrl: databaseUrl! }))
})

describe.runIf(redisUrl !== undefined)('BullMQ on Redis', () => {
  queueContract('Redis', () => openQueue({ ...fresh(), databaseUrl: 'unused', redisUrl }))
})
