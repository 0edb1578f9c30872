import { expect, test } from 'vitest'
import { openAlone, openLeader } from '../../bot/alone.ts'
import { memoryLocks } from '../fakes/memory-locks.ts'

const later = (ms: number) => new Promise((go) => setTimeout(go, ms))

test('works of one key never overlap, in one process and between two, and none is lost', async () => {
  const locks = memoryLocks()
  const processes = [openAlone(locks), openAlone(locks)]
  let inside = 0
  const work = async (name: string) => {
    inside += 1
    expect(inside).toBe(1)
    await later(1)
    inside -= 1
    return name
  }
  const names = Array.from({ length: 12 }, (_, i) => `work ${i}`)
  const done = names.map((name, i) => processes[i % 2]!.run('key', () => work(name)))
  expect(await Promise.all(done)).toEqual(names)
})

test('works of other keys go on, and one that fails keeps nobody from the next', async () => {
  const alone = openAlone(memoryLocks())
  let end = (): void => {}
  const long = alone.run('a', () => new Promise<void>((resolve) => (end = resolve)))
  expect(await alone.run('b', async () => 'beside')).toBe('beside')
  end()
  await long
  await expect(alone.run('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
  expect(await alone.run('a', async () => 'next')).toBe('next')
})

test('a pause keeps the next one waiting, not the one before', async () => {
  const locks = memoryLocks()
  const [first, second] = [openAlone(locks), openAlone(locks)]
  const began = performance.now()
  await first.run('key', async () => {}, 120)
  expect(performance.now() - began).toBeLessThan(100)
  await second.run('key', async () => {}, 0)
  expect(performance.now() - began).toBeGreaterThanOrEqual(118)
  await first.idle()
})

test('what cannot be locked is not done', async () => {
  const locks = memoryLocks()
  const down = { ...locks, take: () => Promise.reject(new Error('down')) }
  const alone = openAlone(down)
  let isDone = false
  const work = async () => {
    isDone = true
  }
  await expect(alone.run('key', work)).rejects.toThrow('down')
  expect(isDone).toBe(false)
})

test('one leads until it is gone, then the next', async () => {
  const locks = memoryLocks()
  const [first, second] = [openLeader(locks, 'watch'), openLeader(locks, 'watch')]
  expect([await first.leads(), await second.leads(), await first.leads()]).toEqual([
    true,
    false,
    true,
  ])
  await first.close()
  expect([await second.leads(), await first.leads()]).toEqual([true, false])
})
