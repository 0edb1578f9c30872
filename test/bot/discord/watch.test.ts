import { expect, test } from 'vitest'
import { Unreachable } from '../../../bot/chat.ts'
import type { Stage } from '../../../bot/stage.ts'
import { watchUnfinished } from '../../../bot/watch.ts'
import { memoryStore } from '../../fakes/memory-store.ts'

const author = { id: 'u1', name: 'Nora' }

/** A frame that waits for its turn in a story of a server. */
async function waitingFrame(store = memoryStore(), commandId = 'c') {
  const tenant = await store.tenant('discord', '1')
  const start = { tenantId: tenant.id, threadId: 'discord:1:2', title: 'T', style: undefined }
  const { episode } = await store.stories.start({
    ...start,
    mode: 'free',
    minutes: undefined,
    cast: [],
  })
  const frame = await store.frames.add({
    episodeId: episode.id,
    commandId,
    prompt: 'a park',
    cast: [],
    seed: 1,
    author,
    redoOf: undefined,
    turn: undefined,
  })
  return { store, id: frame.id }
}

/** Looks only when told to. */
function watch(
  store: ReturnType<typeof memoryStore>,
  showFrame: Stage['showFrame'],
  ours = true,
  most = 50,
) {
  const stage = { showFrame } as Stage
  const log = { warn: () => {} }
  return watchUnfinished({
    platform: 'discord',
    store,
    stage,
    isOurs: () => ours,
    log,
    everyMs: 1e9,
    waitingLooks: 3,
    most,
  })
}

test('what waits is shown now and then, what is being drawn at every look', async () => {
  const { store, id } = await waitingFrame()
  const shown: string[] = []
  const watching = watch(store, async (_tenant, threadId, frameId) => {
    shown.push(`${threadId} ${frameId}`)
    return 'm'
  })
  const counts: number[] = []
  const look = async () => {
    await watching.look()
    counts.push(shown.length)
  }
  for (let i = 0; i < 4; i++) await look()
  await store.frames.releaseDue()
  await store.frames.claim(id)
  for (let i = 0; i < 3; i++) await look()
  expect(counts).toEqual([1, 1, 1, 2, 3, 4, 5])
  expect(new Set(shown)).toEqual(new Set([`discord:1:2 ${id}`]))
  await watching.close()
})

test('what Discord refuses for good is left to the outbox, other trouble is tried again', async () => {
  for (const [error, tries] of [
    [new Unreachable('gone'), 1],
    [new Error('away'), 3],
  ] as const) {
    const { store, id } = await waitingFrame()
    await store.frames.releaseDue()
    await store.frames.claim(id)
    let tried = 0
    const watching = watch(store, () => {
      tried += 1
      return Promise.reject(error)
    })
    for (let i = 0; i < 3; i++) await watching.look()
    expect(tried).toBe(tries)
    await watching.close()
  }
})

test('when there is more than a look may show, all have their turn, the longest unseen first', async () => {
  const store = memoryStore()
  const ids = [
    (await waitingFrame(store, 'c1')).id,
    (await waitingFrame(store, 'c2')).id,
    (await waitingFrame(store, 'c3')).id,
  ]
  await store.frames.releaseDue()
  for (const id of ids) await store.frames.claim(id)
  const shown: string[] = []
  const showFrame: Stage['showFrame'] = async (_tenant, _thread, id) => {
    shown.push(id)
    return 'm'
  }
  const watching = watch(store, showFrame, true, 2)
  for (let i = 0; i < 3; i++) await watching.look()
  const [a, b, c] = ids
  expect(shown).toEqual([a, b, c, a, b, a])
  await watching.close()
})

test('servers of another process are left to it', async () => {
  const { store } = await waitingFrame()
  const watching = watch(store, () => Promise.reject(new Error('not ours')), false)
  await watching.look()
  await watching.close()
})
