import { expect, test } from 'vitest'
import { inBatches } from '../../story/in-batches.ts'

/** Doubles numbers, and remembers what it was given; a batch waits until it is let go. */
function doubling() {
  const batches: (readonly number[])[] = []
  const held: (() => void)[] = []
  const double = inBatches(async (items: readonly number[]) => {
    batches.push(items)
    await new Promise<void>((resolve) => held.push(resolve))
    if (items.includes(13)) throw new RangeError('13 is not doubled')
    return items.map((item) => 2 * item)
  }, 3)
  /** Lets batches go until there are none. */
  const letGo = async (): Promise<void> => {
    for (let calm = 0; calm < 5; calm++) {
      await Promise.resolve()
      if (held.length > 0) calm = 0
      held.shift()?.()
    }
  }
  return { double, batches, letGo }
}

test('who comes while a batch is under way shares the next, and everybody gets their own', async () => {
  const { double, batches, letGo } = doubling()
  const all = Promise.all([1, 2, 3, 4, 5].map((one) => double(one)))
  await letGo()
  expect(await all).toEqual([2, 4, 6, 8, 10])
  expect(batches).toEqual([[1], [2, 3, 4], [5]])
})

test('who comes alone waits for nobody', async () => {
  const { double, batches, letGo } = doubling()
  for (const one of [1, 2]) {
    const mine = double(one)
    await letGo()
    expect(await mine).toBe(2 * one)
  }
  expect(batches).toEqual([[1], [2]])
})

test('one that fails fails alone', async () => {
  const { double, letGo } = doubling()
  const all = Promise.allSettled([1, 2, 13, 4].map((one) => double(one)))
  await letGo()
  expect((await all).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  const later = double(5)
  await letGo()
  expect(await later).toBe(10)
})
