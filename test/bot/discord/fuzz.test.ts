import { expect, test } from 'vitest'
import { fuzzDiscord } from './fuzz/run.ts'

test('whatever comes through the gateway is answered or logged, and stored once', async () => {
  const { sent, stored, outcomes, failures } = await fuzzDiscord({
    count: 1500,
    seed: 2,
    round: 500,
  })
  expect(failures).toEqual([])
  expect(sent).toBe(1500)
  expect(stored).toBeGreaterThan(300)
  for (const outcome of ['deferred', 'message', 'form', 'choices', 'only logged']) {
    expect(outcomes[outcome], outcome).toBeGreaterThan(10)
  }
})
