import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { discoverJob } from '../../story/jobs.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import { openLog } from '../../worker/log.ts'
import { type Consumer, openQueue, type WorkQueue } from '../../worker/queue.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { discover } from '../fakes/discover.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { openScene, running } from './scene.ts'

const script = new URL('./dying-in-batch.main.ts', import.meta.url)
const plan = { model: 'fake 1', portraits: 8, perBatch: 2 }
const log = openLog({ name: 'test', level: 'silent' })

let database: TestDatabase
let client: Client
let queue: WorkQueue
let worker: Consumer | undefined
beforeAll(async () => {
  database = await freshDatabase()
  client = openClient(database.url)
  queue = await openQueue({ databaseUrl: database.url, log, lockMs: 500 })
})
afterAll(async () => {
  await worker?.close()
  await queue.close()
  await client.$disconnect()
  await database.drop()
})

test('a worker killed in a batch: another draws that one and those that are left, and finds the same face', async () => {
  const store = prismaStore(client)
  const { workshop, frames, mira } = await openScene({ store, queue, plan })
  const { id } = mira
  const args = [database.url, JSON.stringify(plan)]
  const dying = once(fork(script, args, { execArgv: ['--import', 'tsx'] }), 'exit')
  await queue.ring(discoverJob({ id, pool: undefined }))
  expect(await dying).toEqual([null, 'SIGKILL'])
  const kept = await client.portraitBatch.findMany({ where: { embeddings: { not: null } } })
  expect(kept.map(({ number }) => number).sort()).toEqual([0, 1])

  const artist = fakeArtist()
  const firsts: number[] = []
  const noting: typeof artist = {
    ...artist,
    drawPortraits(request, hooks) {
      firsts.push(request.first)
      return artist.drawPortraits(request, hooks)
    },
  }
  worker = await queue.consume(jobHandler({ ...workshop, artist: noting }))
  const now = () => store.characters.byJob(id)
  await vi.waitUntil(async () => (await now())?.state === 'ready', { timeout: 20_000 })
  const { identity, portrait } = (await now())!
  expect(firsts.sort()).toEqual([4, 6])
  const hooks = { onProgress: () => undefined, signal: running }
  const alone = await discover(fakeArtist(), mira, hooks, 8)
  expect(identity).toEqual(alone.identity)
  expect(await frames.get(portrait!)).toEqual(alone.portrait)
  expect(await client.portraitBatch.count({ where: { characterId: id } })).toBe(0)
})
