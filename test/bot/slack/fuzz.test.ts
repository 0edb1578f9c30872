import { expect, test } from 'vitest'
import { fuzzSlack } from './fuzz/run.ts'

test('whatever Slack sends is acknowledged or logged, and stored once', async () => {
  const { sent, stored, outcomes, failures } = await fuzzSlack({ count: 400, seed: 2, round: 200 })
  expect(failures).toEqual([])
  expect(sent).toBe(400)
  expect(stored).toBeGreaterThan(100)
  for (const outcome of ['answered', 'acknowledged', 'event taken', 'only logged']) {
    expect(outcomes[outcome], outcome).toBeGreaterThan(10)
  }
}, 200_000)
