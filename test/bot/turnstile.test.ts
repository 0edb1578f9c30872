import { expect, test } from 'vitest'
import { openTurnstile } from '../../bot/turnstile.ts'

test('lets so many in at a time, in their order', async () => {
  const turnstile = openTurnstile(2)
  const inside: number[] = []
  const all = [1, 2, 3, 4].map((one) => turnstile.enter().then(() => inside.push(one)))
  await Promise.all(all.slice(0, 2))
  expect(inside).toEqual([1, 2])
  turnstile.leave()
  await all[2]
  expect(inside).toEqual([1, 2, 3])
  turnstile.leave()
  await all[3]
  expect(inside).toEqual([1, 2, 3, 4])
})

test('a place that nobody took is free for the next', async () => {
  const turnstile = openTurnstile(1)
  await turnstile.enter()
  turnstile.leave()
  await turnstile.enter()
  turnstile.leave()
})
