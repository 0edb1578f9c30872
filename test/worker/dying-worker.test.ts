import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Job } from '../../story/jobs.ts'
import { openLog } from '../../worker/log.ts'
import { type Consumer, openQueue } from '../../worker/queue.ts'

const script = new URL('./dying-worker.main.ts', import.meta.url)
const databaseUrl = process.env.TEST_DATABASE_URL
const redisUrl = process.env.TEST_REDIS_URL
const log = openLog({ name: 'test', level: 'silent' })
const job = { kind: 'draw-frame', frameId: 'f1' } as const

/** Starts a worker that its job kills, and waits for its end. */
async function die(...args: string[]): Promise<unknown[]> {
  return once(fork(script, args, { execArgv: ['--import', 'tsx'] }), 'exit')
}

async function killTwice(addresses: { databaseUrl: string; redisUrl?: string }): Promise<void> {
  const name = `test-${randomUUID()}`
  const queue = await openQueue({ name, ...addresses, log, lockMs: 500 })
  await queue.ring(job)
  expect(await die(name, ...Object.values(addresses))).toEqual([null, 'SIGKILL'])
  expect(await die(name, ...Object.values(addresses))).toEqual([null, 'SIGKILL'])
  const starts: Job[] = []
  const consumers: Consumer[] = []
  const end = await new Promise<[Job, Error]>((resolve, reject) => {
    const due = async (given: Job) => given
    const handle = async (given: Job) => void starts.push(given)
    const giveUp = async (given: Job, error: Error) => resolve([given, error])
    queue.consume({ due, handle, giveUp }).then((consumer) => consumers.push(consumer), reject)
  })
  expect(end).toMatchObject([job, { message: /stalled/ }])
  expect(starts).toEqual([])
  for (const consumer of consumers) await consumer.close()
  await queue.close()
}

test.runIf(databaseUrl !== undefined)(
  'Postgres: a job that kills its workers is started twice',
  () => killTwice({ databaseUrl: databaseUrl! }),
)

test.runIf(redisUrl !== undefined)('Redis: a job that kills its workers is started twice', () =>
  killTwice({ databaseUrl: 'unused', redisUrl: redisUrl! }),
)
