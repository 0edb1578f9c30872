import { expect, it } from 'vitest'
import type { FrameState } from '../../story/frame.ts'
import { letterOf, outcomeOf } from '../../story/round.ts'

/** `a drawn, b failed` in the order of their letters. */
const candidates = (text: string) =>
  text.split(', ').map((one, candidate) => {
    const [id, state] = one.split(' ') as [string, FrameState]
    return { id, candidate, state }
  })
const ballots = (text: string) => [...text].map((frameId) => ({ frameId }))

it.each<[string, string, string, string | undefined, number | undefined, string | undefined]>([
  ['most votes', 'a drawn, b drawn, c posted', 'abbc', 'b', 2, 'b'],
  ['the earliest of equals', 'a drawn, b drawn, c drawn', 'cbbc', 'b', 2, 'b'],
  ['the earliest when nobody votes', 'a posted, b drawn, c drawn', '', 'a', 0, 'a'],
  ['only of those drawn', 'a failed, b cancelled, c drawn', '', 'c', 0, 'c'],
  ['not one under way', 'a drawing, b drawn, c waiting', '', 'b', 0, 'b'],
  [
    'a failed one stays to tell of it',
    'a cancelled, b failed, c failed',
    '',
    undefined,
    undefined,
    'b',
  ],
  [
    'nothing stays of what was cancelled',
    'a cancelled, b cancelled',
    '',
    undefined,
    undefined,
    undefined,
  ],
])('%s', (_, told, votes, winner, count, keeper) => {
  const outcome = outcomeOf(candidates(told).reverse(), ballots(votes))
  expect([outcome.winner?.frameId, outcome.winner?.votes]).toEqual([winner, count])
  expect(outcome.keeper).toBe(keeper)
})

it('calls candidates by letters', () => {
  expect([0, 1, 2].map(letterOf)).toEqual(['A', 'B', 'C'])
})
