import { expect, test } from 'vitest'
import { chooseStories } from '../../bench/stories/choose.ts'

const story = (name: string, people: number) => ({
  name,
  characters: Array.from({ length: people }, () => ({ classWord: 'man', description: 'a man' })),
  frames: [],
})

const stories = [
  story('single/story_045', 1),
  story('multi-3/story_000', 3),
  story('single/story_000', 1),
  story('multi-2/story_001', 2),
  story('single/story_007', 1),
  story('multi-2/story_000', 2),
]
const chosen = (limit: number) => chooseStories(stories, limit).map(({ name }) => name)

test('few stories are of every kind', () => {
  expect(chosen(3)).toEqual(['single/story_000', 'multi-2/story_000', 'multi-3/story_000'])
  expect(chosen(1)).toEqual(['single/story_000'])
})

test('folders take turns until each is empty', () => {
  expect(chosen(Number.POSITIVE_INFINITY)).toEqual([
    'single/story_000',
    'multi-2/story_000',
    'multi-3/story_000',
    'single/story_007',
    'multi-2/story_001',
    'single/story_045',
  ])
  expect(chooseStories([], 4)).toEqual([])
})
