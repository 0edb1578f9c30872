import { expect, test, vi } from 'vitest'
import type { Artist } from '../../story/artist.ts'
import { conduct } from '../../story/conduct.ts'
import { UserError } from '../../story/errors.ts'
import { discoverJob } from '../../story/jobs.ts'
import { bundleArtist } from '../../worker/artist.ts'
import { discoverIdentity } from '../../worker/handlers/discover-identity.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import type { Workshop } from '../../worker/handlers/workshop.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { fakeModel } from '../fakes/networks.ts'
import { tinyManifest } from '../fixtures/bundle.ts'
import { memoryWorkQueue } from './memory-work-queue.ts'
import { openScene, running, threadId } from './scene.ts'

/** Eight portraits, two at a time. */
const plan = { model: 'fake 1', portraits: 8, perBatch: 2 }

/** An artist who notes the first portrait of each batch that was asked for. */
function noting(artist: Artist = fakeArtist()) {
  const firsts: number[] = []
  const drawPortraits: Artist['drawPortraits'] = (request, hooks) => {
    firsts.push(request.first)
    return artist.drawPortraits(request, hooks)
  }
  return { firsts, artist: { ...artist, drawPortraits } }
}

/** The face that these workers find, and its picture, each of whom takes jobs whenever it has time. */
async function find(artists: readonly Artist[], how = plan) {
  const queue = memoryWorkQueue()
  const { workshop, mira, character, frames } = await openScene({ queue, plan: how })
  const workers = await Promise.all(
    artists.map((artist) => queue.consume(jobHandler({ ...workshop, artist }))),
  )
  await queue.ring(discoverJob({ id: mira.id, pool: undefined }))
  await vi.waitUntil(async () => (await character(mira.id)).state !== 'discovering', {
    timeout: 20_000,
  })
  await Promise.all(workers.map((worker) => worker.close()))
  const { identity, portrait, state } = await character(mira.id)
  return { state, identity, keys: frames.keys, picture: await frames.get(portrait!) }
}

test('two workers share the portraits of a face, which is the one that a single worker finds', async () => {
  const workers = [noting(fakeArtist({ stepMs: 5 })), noting(fakeArtist({ stepMs: 5 }))]
  const shared = await find(workers.map(({ artist }) => artist))
  const [ours, theirs] = workers.map(({ firsts }) => firsts)
  expect([ours!.length, theirs!.length].every((count) => count > 0)).toBe(true)
  expect([...ours!, ...theirs!].sort()).toEqual([0, 2, 4, 6])
  const lone = noting()
  expect(shared).toMatchObject({ state: 'ready', keys: [expect.any(String)] })
  const alone = await find([lone.artist], { ...plan, perBatch: 8 })
  expect(lone.firsts).toEqual([0])
  expect(shared.identity).toEqual(alone.identity)
  expect(shared.picture).toEqual(alone.picture)
})

test('networks of two workers find the face of one to the last bit: identity, survivors, portrait', async () => {
  const open = () => {
    const model = fakeModel()
    const manifest = { ...tinyManifest, ...model.manifest }
    const rest = { upscaler: undefined, rowsPerCall: 16, close: async () => undefined }
    return bundleArtist({ ...model, manifest, ...rest })
  }
  const workers = [noting(open()), noting(open())]
  const shared = await find(
    workers.map(({ artist }) => artist),
    { ...plan, portraits: 24, perBatch: 5 },
  )
  expect(workers.flatMap(({ firsts }) => firsts).sort((a, b) => a - b)).toEqual([0, 5, 10, 15, 20])
  const alone = await find([open()], { ...plan, portraits: 24, perBatch: 24 })
  expect(shared.identity?.survivors).toHaveLength(4)
  expect(shared.identity).toEqual(alone.identity)
  expect(shared.picture).toEqual(alone.picture)
})

test('one worker alone draws all batches, one after the other', async () => {
  const { artist, firsts } = noting()
  expect((await find([artist])).state).toBe('ready')
  expect(firsts).toEqual([0, 2, 4, 6])
})

/** Draws what is rung for until there is nothing more. */
async function work(workshop: Workshop, queue: { take(): unknown }): Promise<void> {
  const handler = jobHandler(workshop)
  for (let job = queue.take(); job !== undefined; job = queue.take()) {
    await handler.handle(job as Parameters<typeof handler.handle>[0], running)
  }
}

test('a worker that dies in a batch loses that batch and nothing else', async () => {
  const { artist, firsts } = noting()
  const { workshop, queue, mira, character, store } = await openScene({ artist, plan })
  await discoverIdentity({ characterId: mira.id }, workshop, running)
  // It began with the third batch and is never heard of again; what the queue had is lost with it.
  await store.discoveries.begin(mira.id, 2, plan)
  while (queue.take() !== undefined);
  await discoverIdentity({ characterId: mira.id, batch: 1 }, workshop, running)
  await conduct(store, queue)
  expect(queue.jobs.map((job) => 'batch' in job && job.batch)).toEqual([2, 3])
  await work(workshop, queue)
  expect((await character(mira.id)).state).toBe('ready')
  expect(firsts).toEqual([0, 2, 4, 6])
})

test('a worker that dies before it has gathered leaves that to the next sweep', async () => {
  const { artist, firsts } = noting()
  const breaking = { ...artist, gather: async () => Promise.reject(new Error('a cable')) }
  const { workshop, queue, mira, character, store } = await openScene({ artist, plan })
  await discoverIdentity({ characterId: mira.id }, workshop, running)
  await expect(work({ ...workshop, artist: breaking }, queue)).rejects.toThrow('a cable')
  await conduct(store, queue)
  await work(workshop, queue)
  expect((await character(mira.id)).state).toBe('ready')
  expect(firsts).toEqual([0, 2, 4, 6])
})

test('a worker that is told to stop gives its batch back, and what others drew stays', async () => {
  const { artist, firsts } = noting()
  const { workshop, queue, mira, character } = await openScene({ artist, plan })
  await discoverIdentity({ characterId: mira.id }, workshop, running)
  const job = { characterId: mira.id, batch: 1 }
  const closing = AbortSignal.abort(new Error('the worker is closing'))
  await expect(discoverIdentity(job, workshop, closing)).rejects.toThrow('closing')
  await work(workshop, queue)
  expect((await character(mira.id)).state).toBe('ready')
  expect(firsts).toEqual([0, 2, 2, 4, 6])
})

test('a character removed while two draw it stops both, and nothing is left', async () => {
  const artist = fakeArtist({ stepMs: 20, steps: 50 })
  const { workshop, mira, tenantId, store, frames, changes, queue } = await openScene({
    artist,
    plan,
  })
  const first = discoverIdentity({ characterId: mira.id }, workshop, running)
  await vi.waitUntil(() => queue.jobs.length > 0)
  const second = discoverIdentity({ characterId: mira.id, batch: 1 }, workshop, running)
  await vi.waitUntil(async () => (await store.progress.get(mira.id)) !== undefined)
  await store.characters.remove(tenantId, mira.id)
  await changes.publish({ kind: 'character', id: mira.id, threadId })
  await Promise.all([first, second])
  expect(frames.keys).toEqual([])
  expect(await store.progress.get(mira.id)).toBeUndefined()
  await work(workshop, queue)
  expect(await store.characters.byJob(mira.id)).toBeUndefined()
})

test('a batch that cannot be drawn fails the face, and the other workers stop', async () => {
  const slow = noting(fakeArtist({ stepMs: 20, steps: 500 }))
  const { workshop, mira, character, queue, store } = await openScene({ artist: slow.artist, plan })
  const first = discoverIdentity({ characterId: mira.id }, workshop, running)
  await vi.waitUntil(() => slow.firsts.length > 0)
  const refusal = new UserError('cannot-draw', 'I could not draw that.')
  const refusing = { ...fakeArtist(), drawPortraits: async () => Promise.reject(refusal) }
  const job = { characterId: mira.id, batch: 3 }
  await discoverIdentity(job, { ...workshop, artist: refusing }, running)
  await first
  expect(await character(mira.id)).toMatchObject({ state: 'failed', problem: refusal.message })
  expect(await store.progress.get(mira.id)).toBeUndefined()
  await work(workshop, queue)
  expect(slow.firsts).toEqual([0])
})

test('progress goes on from batch to batch until the face is there', async () => {
  const { workshop, mira, store, queue } = await openScene({
    artist: fakeArtist({ steps: 2 }),
    plan,
  })
  await discoverIdentity({ characterId: mira.id }, workshop, running)
  const told = await store.progress.get(mira.id)
  expect(told).toMatchObject({ phase: 'portraits', steps: 8 })
  expect(told!.step).toBeLessThanOrEqual(2)
  await work(workshop, queue)
  expect(await store.progress.get(mira.id)).toBeUndefined()
})
