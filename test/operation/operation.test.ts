import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMetrics } from '../../operation/metrics.ts'
import { operationApp } from '../../operation/serve.ts'
import { backlog } from '../../prisma/backlog.ts'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { openLog } from '../../worker/log.ts'
import { openPools, type PoolQueues } from '../../worker/pools.ts'
import { newScene } from '../contracts/store-scene.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

describe('the side of a process for whoever runs it', () => {
  const others = ['grand']
  let database: TestDatabase
  let client: Client
  let queues: PoolQueues

  beforeAll(async () => {
    database = await freshDatabase()
    client = openClient(database.url)
    const log = openLog({ name: 'test', level: 'silent' })
    const redisUrl = process.env.TEST_REDIS_URL
    const name = `test-${randomUUID()}`
    queues = await openPools({ name, databaseUrl: database.url, redisUrl, log }, others)
  })
  afterAll(async () => {
    await queues.close()
    await client.$disconnect()
    await database.drop()
  })

  const open = () =>
    openMetrics('small', {
      backlog: () => backlog(client, others),
      jobs: () => queues.waiting(),
    })
  const shown = () => queues.all.map(({ bull }) => bull)
  const health = { parts: { store: async () => true }, signs: {} }
  const readingOf = (text: string, name: string): number | undefined => {
    const line = text.split('\n').find((one) => one.startsWith(`${name} `))
    return line === undefined ? undefined : Number(line.slice(name.length + 1))
  }

  test('tells how much waits, for how long, and what was drawn', async () => {
    const metrics = open()
    const app = operationApp('127.0.0.1', { health, metrics, queues: shown() })
    const read = async () =>
      (await app.request('/metrics', { headers: { host: 'localhost' } })).text()
    expect(readingOf(await read(), 'troupe_waiting{what="frame",pool="grand"}')).toBe(0)
    const scene = await newScene(prismaStore(client))
    const mira = await scene.readyCharacter('Mira')
    await scene.newCharacter('Tomas')
    const { episode } = await scene.newStory([mira])
    const first = await scene.newFrame(episode, [mira])
    await scene.newFrame(episode, [mira])
    await scene.store.frames.releaseDue()
    await client.$executeRaw`
      update frames set queued_at = clock_timestamp() - interval '90 s' where id = ${first.id}`
    await queues.ring({ kind: 'draw-frame', frameId: first.id })
    await queues.ring({ kind: 'draw-frame', frameId: 'grand', pool: 'grand' })
    metrics.drew('frame', { layout: 250, denoise: 4000 })
    metrics.failed('frame', 'cannot-draw')
    metrics.modelMemory(123)
    metrics.acknowledged('slack', 0.02)
    metrics.carriedOut('slack', 'done')

    const text = await read()
    // The second one waits for the first, and for nobody's hands.
    expect(readingOf(text, 'troupe_waiting{what="frame",pool="small"}')).toBe(1)
    expect(readingOf(text, 'troupe_waiting{what="frame",pool="grand"}')).toBe(0)
    expect(readingOf(text, 'troupe_waiting{what="character",pool="small"}')).toBe(1)
    expect(readingOf(text, 'troupe_waiting{what="delivery"}')).toBe(1)
    const age = readingOf(text, 'troupe_waiting_oldest_seconds{what="frame",pool="small"}')
    expect(age).toBeGreaterThan(89)
    expect(age).toBeLessThan(200)
    expect(readingOf(text, 'troupe_queue_jobs{pool="small"}')).toBe(1)
    expect(readingOf(text, 'troupe_queue_jobs{pool="grand"}')).toBe(1)
    expect(readingOf(text, 'troupe_reachable{part="store"}')).toBe(1)
    expect(readingOf(text, 'troupe_stage_seconds_sum{kind="frame",stage="denoise"}')).toBe(4)
    expect(readingOf(text, 'troupe_failures_total{kind="frame",reason="cannot-draw"}')).toBe(1)
    expect(readingOf(text, 'troupe_model_memory_bytes')).toBe(123)
    expect(readingOf(text, 'troupe_acknowledge_seconds_count{platform="slack"}')).toBe(1)
    expect(readingOf(text, 'troupe_commands_total{platform="slack",outcome="done"}')).toBe(1)
  })

  test('tells what is away instead of what it knew before', async () => {
    const away = async () => Promise.reject(new Error('away'))
    const text = await openMetrics('small', { backlog: away, jobs: away }).text()
    expect(readingOf(text, 'troupe_reachable{part="store"}')).toBe(0)
    expect(readingOf(text, 'troupe_reachable{part="queue"}')).toBe(0)
    expect(readingOf(text, 'troupe_waiting{what="frame",pool="small"}')).toBeUndefined()
  })

  test('a face that is looked for again waits from then on', async () => {
    const scene = await newScene(prismaStore(client))
    const mira = await scene.readyCharacter('Zoe')
    await client.$executeRaw`
      update characters set queued_at = clock_timestamp() - interval '1 day' where id = ${mira.id}`
    await scene.store.characters.retry(scene.tenant.id, mira.id, 8)
    const [character] = await backlog(client, others)
    expect(character).toMatchObject({ what: 'character' })
    expect(character!.oldestSeconds).toBeLessThan(3600)
  })

  test('the queue can be looked at, and only looked at, on the loopback only', async () => {
    const at = (host: string) => operationApp(host, { health, metrics: open(), queues: shown() })
    const headers = { host: 'localhost' }
    const page = await at('127.0.0.1').request('/queues', { headers })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Bull')
    const listed = await at('127.0.0.1').request('/queues/api/queues', { headers })
    expect(await listed.json()).toMatchObject({
      queues: shown().map(({ name }) => ({ name, readOnlyMode: true })),
    })
    expect((await at('0.0.0.0').request('/queues', { headers })).status).toBe(404)
    const rebound = await at('127.0.0.1').request('/queues', { headers: { host: 'evil.example' } })
    expect(rebound.status).toBe(403)
    expect(
      (await at('0.0.0.0').request('/readyz', { headers: { host: '10.0.0.7:9464' } })).status,
    ).toBe(200)
  })
})
