import { expect, test } from 'vitest'
import { dayStart, refusal, span } from '../../story/quota.ts'

const limits = { framesPerPerson: 20, framesPerWorkspace: 50, cooldown: 30 }
const now = new Date('2026-11-24T21:00:00Z')
const none = { person: 0, workspace: 0, lastAt: undefined }

test('what is allowed is not refused, and 0 is no limit', () => {
  expect(refusal(limits, { person: 19, workspace: 49, lastAt: undefined }, now)).toBeUndefined()
  const free = { framesPerPerson: 0, framesPerWorkspace: 0, cooldown: 0 }
  expect(refusal(free, { person: 999, workspace: 999, lastAt: now }, now)).toBeUndefined()
})

test('a limit is told with the time when it is over', () => {
  expect(refusal(limits, { ...none, person: 20 }, now)).toBe(
    'You have drawn 20 of 20 frames today; the next is possible at 00:00 UTC (in 3 h).',
  )
  expect(refusal(limits, { ...none, workspace: 51 }, now)).toBe(
    'This workspace has drawn 51 of 50 frames today; the next is possible at 00:00 UTC (in 3 h).',
  )
})

test('the wait between two frames ends on its second', () => {
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
  expect(refusal(limits, { ...none, lastAt: ago(18) }, now)).toBe(
    'There are 30 s between two frames of one person here; your next is possible in 12 s.',
  )
  expect(refusal(limits, { ...none, lastAt: ago(30) }, now)).toBeUndefined()
})

test('the day begins at midnight UTC', () => {
  expect(dayStart(now)).toEqual(new Date('2026-11-24T00:00:00Z'))
  expect(dayStart(new Date('2026-11-24T00:00:00Z'))).toEqual(new Date('2026-11-24T00:00:00Z'))
  expect(dayStart(new Date('2026-11-23T23:59:59.999Z'))).toEqual(new Date('2026-11-23T00:00:00Z'))
})

test.each([
  [1, '1 s'],
  [59_000, '59 s'],
  [59_001, '1 min'],
  [3_540_001, '1 h'],
  [9_600_000, '2 h 40 min'],
  [10_800_000, '3 h'],
])('%i ms are %s', (milliseconds, words) => {
  expect(span(milliseconds)).toBe(words)
})
