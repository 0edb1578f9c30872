import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Job, jobKey } from '../../story/jobs.ts'
import type { Pool } from '../../story/pools.ts'
import { openLog } from '../../worker/log.ts'
import { openPools } from '../../worker/pools.ts'
import type { JobHandler } from '../../worker/queue.ts'

// Given by `npm test`, which brings both servers.
const databaseUrl = process.env.TEST_DATABASE_URL
const redisUrl = process.env.TEST_REDIS_URL

const small = (frameId: string): Job => ({ kind: 'draw-frame', frameId })
const grand = (frameId: string): Job => ({ kind: 'draw-frame', frameId, pool: 'grand' })

describe.each([
  ['Postgres', databaseUrl, undefined],
  ['Redis', redisUrl && 'unused', redisUrl],
])('pools on %s', (_, databaseUrl, redisUrl) => {
  const opened: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close()
  })

  async function open() {
    const log = openLog({ name: 'test', level: 'silent' })
    const settings = { name: `test-${randomUUID()}`, databaseUrl: databaseUrl!, redisUrl, log }
    const pools = await openPools(settings, ['grand'])
    opened.push(pools)
    /** A worker of one pool. */
    const consume = async (pool: Pool, handle: JobHandler['handle']) => {
      const handler = { due: async (job: Job) => job, handle, giveUp: async () => {} }
      opened.push(await pools.of(pool).consume(handler))
    }
    return { pools, consume, settings }
  }

  test.runIf(databaseUrl !== undefined)(
    'what is short in one pool does not wait for what is long in another',
    async () => {
      const { pools, consume } = await open()
      const seen: string[] = []
      let finish = (): void => {}
      const long = new Promise<void>((resolve) => {
        finish = resolve
      })
      await consume('grand', async (job) => {
        seen.push(`begin ${jobKey(job)}`)
        await long
        seen.push(`end ${jobKey(job)}`)
      })
      await consume(undefined, async (job) => void seen.push(jobKey(job)))
      await pools.ring(grand('long-1'))
      await pools.ring(grand('long-2'))
      await vi.waitUntil(() => seen.length === 1, { timeout: 20_000 })
      await pools.ring(small('short'))
      await vi.waitUntil(() => seen.length === 2, { timeout: 20_000 })
      expect(seen).toEqual(['begin frame-long-1', 'frame-short'])
      expect(await pools.waiting()).toEqual([
        { pool: undefined, count: 0 },
        { pool: 'grand', count: 1 },
      ])
      finish()
      await vi.waitUntil(() => seen.length === 5, { timeout: 20_000 })
      expect(seen.slice(2)).toEqual(['end frame-long-1', 'begin frame-long-2', 'end frame-long-2'])
    },
  )

  test.runIf(databaseUrl !== undefined)(
    'the first pool is the queue that there was before there were several',
    async () => {
      const { pools, settings, consume } = await open()
      const before = await openPools(settings, [])
      opened.push(before)
      await before.ring(small('f1'))
      const seen: Job[] = []
      await consume(undefined, async (job) => void seen.push(job))
      await vi.waitUntil(() => seen.length === 1, { timeout: 20_000 })
      expect(seen).toEqual([small('f1')])
      expect(pools.all.map(({ bull }) => bull.name)).toEqual([
        settings.name,
        `${settings.name}-grand`,
      ])
      await expect(pools.ring({ ...small('f2'), pool: 'nobody' })).rejects.toThrow(
        'there is no pool nobody',
      )
    },
  )
})
