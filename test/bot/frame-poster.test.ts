import { expect, test, vi } from 'vitest'
import { startFramePoster } from '../../bot/frame-poster.ts'
import type { PlatformPort } from '../../bot/platform.ts'
import type { Delivery } from '../../story/ports/deliveries.ts'
import type { Store } from '../../story/ports/store.ts'
import { memoryChanges } from '../fakes/memory-changes.ts'
import { memoryStore } from '../fakes/memory-store.ts'

const quiet = { error: () => undefined }
const author = { id: 'u1', name: 'Nora' }
const rights = { channelId: undefined, manages: false, carrier: 'a bot' }
const ownThreadId = 'web:local:t'

/** A frame without a cast, drawn: its delivery is pending. */
async function drawOne(store: Store, prompt: string, threadId = ownThreadId): Promise<string> {
  const tenant = await store.tenant('web', 'local')
  const current = await store.stories.current(tenant.id, threadId)
  const start = { tenantId: tenant.id, threadId, title: 'T', style: undefined, cast: [] }
  const { episode } = current ?? (await store.stories.start(start))
  const said = { tenantId: tenant.id, sourceId: prompt, threadId, ...rights, author, text: prompt }
  const { record } = await store.commands.receive(said)
  const frame = await store.frames.add({
    episodeId: episode.id,
    commandId: record.id,
    prompt,
    cast: [],
    seed: 1,
    author,
    redoOf: undefined,
  })
  await store.frames.releaseDue()
  const claim = await store.frames.claim(frame.id)
  await store.frames.drawn(frame.id, claim!.token, {
    image: `frames/${frame.id}.png`,
    template: `frames/${frame.id}-template.png`,
    settings: { bundle: 'b', sampler: 'euler', steps: 1, guidanceScale: 1, startStep: 1 },
    timings: {},
  })
  return frame.id
}

/** Remembers what it was given; throws as often as told. */
function recorder(failures = 0): PlatformPort & { posted: Delivery[] } {
  const posted: Delivery[] = []
  let left = failures
  return {
    name: 'web',
    posted,
    async post(delivery) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      if (left-- > 0) throw new Error('the platform is away')
      posted.push(delivery)
      return `m-${posted.length}`
    },
  }
}

test('at boot posts what is pending, once, in order, and the frames become posted', async () => {
  const store = memoryStore()
  const ids = [await drawOne(store, 'one'), await drawOne(store, 'two')]
  const platform = recorder()
  const poster = startFramePoster(store, memoryChanges(), platform, quiet)
  await poster.drain()
  await poster.drain()
  expect(platform.posted.map((delivery) => delivery.frameId)).toEqual(ids)
  const tenant = await store.tenant('web', 'local')
  const frames = await store.frames.inThread(tenant.id, ownThreadId)
  expect(frames.map((frame) => frame.state)).toEqual(['posted', 'posted'])
  await poster.close()
})

test('posts when something moves', async () => {
  const store = memoryStore()
  const changes = memoryChanges()
  const platform = recorder()
  const poster = startFramePoster(store, changes, platform, quiet)
  await poster.drain()
  const id = await drawOne(store, 'later')
  await changes.publish({ kind: 'frame', id, threadId: ownThreadId })
  await poster.drain()
  expect(platform.posted).toHaveLength(1)
  await poster.close()
})

test('two posters share the work and post nothing twice', async () => {
  const store = memoryStore()
  const ids: string[] = []
  for (const prompt of ['a', 'b', 'c', 'd', 'e']) ids.push(await drawOne(store, prompt))
  const [one, two] = [recorder(), recorder()]
  const posters = [one, two].map((platform) =>
    startFramePoster(store, memoryChanges(), platform, quiet, 5),
  )
  await expect
    .poll(() => [...one.posted, ...two.posted].map((delivery) => delivery.frameId).sort())
    .toEqual([...ids].sort())
  await Promise.all(posters.map((poster) => poster.close()))
})

test('what a poster is posting is left to it for as long as it lives, and no longer', async () => {
  vi.useFakeTimers()
  try {
    const store = memoryStore()
    const id = await drawOne(store, 'one')
    let isAlive = true
    const { renew, claimNext } = store.deliveries
    const whileAlive =
      <From, To>(act: (from: From) => Promise<To>) =>
      (from: From): Promise<To> =>
        isAlive ? act(from) : Promise.reject(new Error('killed'))
    const its = {
      ...store.deliveries,
      renew: whileAlive(renew),
      claimNext: whileAlive(claimNext),
    }
    const slow = { ...recorder(), post: () => new Promise<undefined>(() => {}) }
    startFramePoster({ ...store, deliveries: its }, memoryChanges(), slow, quiet)
    await vi.advanceTimersByTimeAsync(1)
    const other = recorder()
    startFramePoster(store, memoryChanges(), other, quiet)
    await vi.advanceTimersByTimeAsync(120_000)
    isAlive = false
    await vi.advanceTimersByTimeAsync(9000)
    expect(other.posted).toEqual([])
    await vi.advanceTimersByTimeAsync(7000)
    expect(other.posted.map(({ frameId }) => frameId)).toEqual([id])
  } finally {
    vi.useRealTimers()
  }
})

test('a platform that throws gets the same delivery again later', async () => {
  const store = memoryStore()
  await drawOne(store, 'one')
  const platform = recorder(2)
  const errors: string[] = []
  const log = { error: (_: object, sentence: string) => void errors.push(sentence) }
  const poster = startFramePoster(store, memoryChanges(), platform, log, 5)
  await expect.poll(() => platform.posted.length).toBe(1)
  expect(errors).toEqual(['web did not take a message.', 'web did not take a message.'])
  await poster.close()
})

test('a thread that is slow to write to holds up no other', async () => {
  const store = memoryStore()
  const slow = await drawOne(store, 'slow', 'web:local:slow')
  const ids = [await drawOne(store, 'one'), await drawOne(store, 'two')]
  const { posted, post } = recorder()
  let go = (): void => {}
  const isSlow = new Promise<void>((resolve) => {
    go = resolve
  })
  const platform: PlatformPort = {
    name: 'web',
    async post(delivery) {
      if (delivery.frameId === slow) await isSlow
      return post(delivery)
    },
  }
  const poster = startFramePoster(store, memoryChanges(), platform, quiet)
  await expect.poll(() => posted.map(({ frameId }) => frameId)).toEqual(ids)
  go()
  await poster.drain()
  expect(posted.map(({ frameId }) => frameId)).toEqual([...ids, slow])
  await poster.close()
})

test('deliveries of other platforms are left to others', async () => {
  const store = memoryStore()
  await drawOne(store, 'one')
  const platform = { ...recorder(), name: 'discord' as const }
  const poster = startFramePoster(store, memoryChanges(), platform, quiet)
  await poster.drain()
  expect(platform.posted).toEqual([])
  await poster.close()
})

test('a store that is away is a line in the log, not a crash', async () => {
  const store = memoryStore()
  const away = { ...store.deliveries, claimNext: () => Promise.reject(new Error('gone')) }
  const errors: string[] = []
  const log = { error: (_: object, sentence: string) => void errors.push(sentence) }
  const poster = startFramePoster({ ...store, deliveries: away }, memoryChanges(), recorder(), log)
  await poster.drain()
  expect(errors[0]).toContain('tried again')
  await poster.close()
})
