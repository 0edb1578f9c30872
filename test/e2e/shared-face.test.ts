import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { discoverJob } from '../../story/jobs.ts'
import { openLog } from '../../worker/log.ts'
import { openQueue, type WorkQueue } from '../../worker/queue.ts'
import { newScene } from '../contracts/store-scene.ts'
import { changedBundle } from '../fixtures/changed-bundle.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { type Machine, startMachine, untilOk } from './machine.ts'
import { freePort, newDataDir } from './troupe.ts'

const slow = 300_000

/** Workers as they are started on many machines, with a tiny bundle of SDXL's family. */
describe('a face that several workers find', () => {
  let folder: string
  let database: TestDatabase
  let client: Client
  let queue: WorkQueue
  let bundle: string
  const machines: Machine[] = []

  beforeAll(async () => {
    folder = await newDataDir()
    database = await freshDatabase()
    client = openClient(database.url)
    const log = openLog({ name: 'test', level: 'silent' })
    queue = await openQueue({ databaseUrl: database.url, log })
    bundle = await changedBundle('test/golden/sdxl/bundle', join(folder, 'tiny'), ({ defaults }) =>
      Object.assign(defaults.discovery, { portraits: 24, steps: 4, classTokenTwiceAfter: 1 }),
    )
  }, slow)

  afterAll(async () => {
    for (const machine of machines) await machine.end('SIGKILL')
    await queue?.close()
    await client?.$disconnect()
    await database?.drop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }, slow)

  async function startWorker(more: Record<string, string> = {}): Promise<Machine> {
    const OPERATION_PORT = String(await freePort())
    const machine = await startMachine(['worker/main.ts'], {
      ...{ DATABASE_URL: database.url, FRAMES_URL: join(folder, 'frames'), BUNDLE: bundle },
      ...{ THREADS: '1', OPERATION_PORT, ...more },
    })
    machines.push(machine)
    await untilOk(`http://127.0.0.1:${OPERATION_PORT}/readyz`)
    return machine
  }
  /** The identity of a new character, who is the same in every workspace. */
  async function find() {
    const { store, tenant, newCharacter } = await newScene(prismaStore(client))
    const asked = { description: 'a small woman with a scarf', classWord: 'woman' }
    const { id } = await newCharacter('Mira')
    await client.character.update({ where: { id }, data: asked })
    await queue.ring(discoverJob({ id, pool: undefined }))
    const now = async () => (await store.characters.get(tenant.id, id))!
    await vi.waitUntil(async () => (await now()).state !== 'discovering', { timeout: slow })
    const { identity, problem } = await now()
    expect(problem).toBeUndefined()
    return identity!
  }
  const batchesOf = (machine: Machine): number =>
    machine.output().split('"msg":"portraits drawn"').length - 1

  test(
    'is the one that a single worker finds',
    async () => {
      const lone = await startWorker()
      const expected = await find()
      expect(batchesOf(lone)).toBe(1)
      expect(await lone.end('SIGTERM')).toBe(0)

      const split = { DISCOVERY_BATCH: '3' }
      const workers = [await startWorker(split), await startWorker(split)]
      const { embedding, ...found } = await find()
      const counts = workers.map(batchesOf)
      expect(Math.min(...counts)).toBeGreaterThan(0)
      expect(counts.reduce((sum, count) => sum + count)).toBe(8)
      expect(found).toMatchObject({ portraits: 24, survivors: expected.survivors })
      expect(found.cohesion).toBeCloseTo(expected.cohesion, 5)
      const apart = embedding.map((value, i) => Math.abs(value - expected.embedding[i]!))
      expect(Math.max(...apart)).toBeLessThan(1e-5)
      expect(await client.portraitBatch.count()).toBe(0)
    },
    slow,
  )
})
