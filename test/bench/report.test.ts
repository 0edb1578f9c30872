import { expect, test } from 'vitest'
import { report } from '../../bench/stories/report.ts'
import type { StoryScores } from '../../bench/stories/score.ts'
import { reportTable } from '../../bench/stories/table.ts'

const scores = (people: number): StoryScores => {
  const each = (value: number) => Array.from({ length: people }, () => value)
  return {
    people,
    faceSim: each(0.6),
    pairedFaceSim: each(0.62),
    templateFaceSim: each(0.25),
    clipT: [34],
    templateClipT: [35],
    clipTC: each(31),
    clipI: each(85),
    rightPlace: people === 1 ? [] : [0.9],
    faces: { found: 9 * people, wanted: 10 * people },
    templateFaces: { found: 8 * people, wanted: 10 * people },
    secondsPerCharacter: each(20),
    secondsPerFrame: [people],
    failures: 1,
  }
}
const anchors = { ceiling: [0.8, 0.9, 0.85], floor: [0.1, 0.2, 0.15] }
const three = report([scores(1), scores(2), scores(3)], anchors)

test('the figures that a report has, each with its n', () => {
  const figures = {
    faceSim: 6,
    pairedFaceSim: 6,
    templateFaceSim: 6,
    ceilingFaceSim: 3,
    floorFaceSim: 3,
    clipT: 3,
    templateClipT: 3,
    clipTC: 6,
    clipI: 6,
    rightPlace: 2,
    secondsPerCharacter: 6,
    secondsPerFrame: 3,
  }
  for (const [name, n] of Object.entries(figures)) {
    expect(three, name).toHaveProperty(name, expect.objectContaining({ n }))
  }
  expect(three.faceSim).toMatchObject({ over: 'characters' })
  expect(three.ceilingFaceSim).toMatchObject({ over: 'anchors' })
  expect(Object.keys(three.faceSimByPeople)).toEqual(['1', '2', '3'])
  expect(three).toMatchObject({
    faces: { found: 54, wanted: 60 },
    templateFaces: { found: 48, wanted: 60 },
    failures: 3,
    stories: 3,
  })
})

test('with five stories the samples are stories', () => {
  const five = report([1, 1, 1, 2, 3].map(scores), anchors)
  expect(five.faceSim).toMatchObject({ n: 5, over: 'stories' })
  expect(five.faceSimByPeople[3]).toMatchObject({ n: 3, over: 'characters' })
})

test('a figure without samples is null in JSON and no row of the table', () => {
  const one = report([scores(1)], { ceiling: [], floor: [] })
  expect(JSON.parse(JSON.stringify(one))).toMatchObject({ rightPlace: null, ceilingFaceSim: null })
  expect(reportTable([['full', one]])).not.toContain('right place')
})

test('a column a variant, a row a figure', () => {
  const rows = reportTable([
    ['full', three],
    ['no-layout', report([scores(1)], anchors)],
  ])
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
  const cells = (what: string) => rows.find(([, name]) => name === what)?.slice(2, 4)
  expect(cells('figure')).toEqual(['full', 'no-layout'])
  expect(cells('Face-Sim')).toEqual(['0.600 (0.600–0.600, n 6)', '0.600 (n 1)'])
  expect(cells('Face-Sim, their templates')?.[1]).toBe('0.250 (n 1)')
  expect(cells('faces found in frames')).toEqual(['54 of 60', '9 of 10'])
  expect(cells('faces found in templates')).toEqual(['48 of 60', '8 of 10'])
  expect(cells('right person in the right place')?.[1]).toBe('–')
  expect(cells('frames that failed')).toEqual(['3', '1'])
})
