import { expect, test } from 'vitest'
import { runChaos } from './run.ts'

/** The short form of `npm run chaos`: every kind of fault once, a minute where nothing else runs. */
test('stories are told on all platforms while everything dies once', {
  timeout: 600_000,
}, async () => {
  const result = await runChaos({
    until: undefined,
    seed: 7,
    rate: 4,
    pauseMs: 300,
    mostOpen: 3,
    stories: 2,
    isHurried: true,
    logLevel: 'silent',
    tell: () => {},
  })
  expect(result.complaints).toEqual([])
  expect(Object.values(result.faults)).toEqual(Array(25).fill(1))
  expect(result.taken).toBeGreaterThan(0)
  expect(result.posted).toBeGreaterThan(0)
})
