import { expect, test } from 'vitest'
import { estimate, estimateAnchors, shown } from '../../bench/stories/samples.ts'

test('with five stories a story is a sample, whatever its cast', () => {
  const found = estimate([[1], [1], [1], [1], [0, 0, 0]])
  expect(found).toMatchObject({ n: 5, over: 'stories' })
  expect(found?.value).toBeCloseTo(0.8)
  expect(found?.low).toBeLessThan(found?.value ?? 0)
  expect(found?.high).toBe(1)
})

test('with fewer a character is, and stories without a value do not count', () => {
  const found = estimate([[1], [], [1], [], [0, 0, 0]])
  expect(found).toMatchObject({ n: 5, over: 'characters' })
  expect(found?.value).toBeCloseTo(0.4)
  expect(estimate([[], []])).toBeUndefined()
})

test('anchors are a sample a row', () => {
  expect(estimateAnchors([0.8, 0.8])).toEqual({
    value: 0.8,
    n: 2,
    low: 0.8,
    high: 0.8,
    over: 'anchors',
  })
})

test('a single sample is shown without an interval', () => {
  expect(shown({ value: 0.51234, low: 0.4, high: 0.6, n: 7 }, 3)).toBe('0.512 (0.400–0.600, n 7)')
  expect(shown({ value: 0.5, low: 0.5, high: 0.5, n: 1 }, 1)).toBe('0.5 (n 1)')
  expect(shown(null, 3)).toBe('–')
})
