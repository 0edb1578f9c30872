import { expect, test } from 'vitest'
import { watchWorkers } from '../../bot/worker-watch.ts'
import { memoryChanges } from '../fakes/memory-changes.ts'
import { memoryStore } from '../fakes/memory-store.ts'

test('workers seem to be away when there is work and nothing is heard', async () => {
  const store = memoryStore()
  const changes = memoryChanges()
  let time = 0
  const check = watchWorkers(store, changes, 1000, () => time)
  time = 5000
  expect(await check()).toBe(true)
  const tenant = await store.tenant('web', 'local')
  const author = { id: 'u', name: 'U' }
  await store.characters.add({
    tenantId: tenant.id,
    name: 'Mira',
    description: 'a woman',
    classWord: 'woman',
    seed: 1,
    author,
    threadId: 'web:local:t',
  })
  expect(await check()).toBe(false)
  await changes.publish({ kind: 'command', id: 'c', threadId: undefined })
  expect(await check()).toBe(false)
  await changes.publish({ kind: 'progress', id: 'x', threadId: undefined })
  expect(await check()).toBe(true)
})
