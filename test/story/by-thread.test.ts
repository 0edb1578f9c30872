import { setTimeout as later } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { byThread } from '../../story/by-thread.ts'

it('keeps the order within a thread, and works on so many threads side by side', async () => {
  const all = ['a', 'b', 'a', 'c', 'b', 'a', 'd', 'e'].map((threadId, at) => ({ threadId, at }))
  const done: typeof all = []
  const open = new Set<string>()
  let most = 0
  await byThread(all, 3, async (one) => {
    expect(open.has(one.threadId)).toBe(false)
    open.add(one.threadId)
    most = Math.max(most, open.size)
    await later(1)
    open.delete(one.threadId)
    done.push(one)
  })
  expect(most).toBe(3)
  expect(done).toHaveLength(all.length)
  for (const { threadId } of all) {
    const places = done.filter((one) => one.threadId === threadId).map(({ at }) => at)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  }
})
