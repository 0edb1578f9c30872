import { expect, test } from 'vitest'
import { comparePieces, decibels, median } from '../../bench/reference/compare.ts'
import { type CharacterRequest, publishedRows } from '../../bench/reference/requests.ts'
import { openSide, type Side } from '../../bench/reference/side.ts'

const character: CharacterRequest = {
  work: 'character',
  description: 'young woman',
  ids: [[0], [1]],
  seed: 1,
  portraits: 64,
  sampler: 'ddim',
  steps: 50,
  guidanceScale: 5,
  components: 10,
  keepRatio: 0.6,
  iterations: 3,
  sharedNoise: 0,
}
const cheap = { ...character, portraits: 8 }

test.each([1, 2, 3])('the published frame of %i: 400 + 82 K rows', (count) => {
  const one = { index: 0, ids: character.ids, identity: [1] }
  const rows = publishedRows({
    ...{ work: 'frame', prompt: '', ids: character.ids, seed: 1, steps: 50, startStep: 10 },
    ...{ guidanceScale: 7, maxKernel: 50, dilation: 10 },
    characters: Array.from({ length: count }, () => one),
  })
  expect(rows).toBe(400 + 82 * count)
})

test('the published character: 6,400 rows', () => {
  expect(publishedRows(character)).toBe(6400)
})

test('the middle of uneven and of even numbers', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([2, 2.5])
})

test('decibels: of one step everywhere, of nothing, of other sizes', () => {
  const grey = new Uint8Array(12).fill(100)
  expect(
    decibels(
      grey,
      grey.map((value) => value + 1),
    ),
  ).toBeCloseTo(48.13, 2)
  expect(decibels(grey, grey)).toBe(99)
  expect(() => decibels(grey, new Uint8Array(3))).toThrow(RangeError)
})

test('sides take turns, and what two pieces share is done once a round', async () => {
  const asked: string[] = []
  const side = (name: string, seconds: number): Side => ({
    loadedMegabytes: 1,
    async ask(request) {
      const { portraits } = request as CharacterRequest
      asked.push(`${name} ${portraits}`)
      const identity = [portraits, 1]
      return { seconds, cpuSeconds: seconds, rows: 2 * portraits, identity, peakMegabytes: seconds }
    },
    close: async () => {},
  })
  const pieces = [
    { work: 'equal', published: character, ours: character },
    { work: 'cheap', published: character, ours: cheap },
  ]
  const sides = { published: side('published', 6), ours: side('ours', 2) }
  const [equal, less] = await comparePieces(sides, pieces, 2, () => {})

  expect(asked).toEqual([
    ...['published 64', 'ours 64', 'ours 8'],
    ...['ours 64', 'published 64', 'ours 8'],
  ])
  expect(equal).toMatchObject({ publishedSeconds: [6, 6], seconds: [2, 2], peakMegabytes: 2 })
  expect([equal.agreement, equal.publishedRows, equal.rows]).toEqual([1, 6400, 128])
  expect(less.agreement).toBeLessThan(1)
})

const answering = (script: string) => openSide(process.execPath, ['-e', script])

test('a process answers line by line, and its memory is looked at', async () => {
  const side = await answering(`
    console.log('{}')
    require('node:readline').createInterface(process.stdin).on('line', (line) => {
      const { portraits } = JSON.parse(line)
      const held = Buffer.alloc(portraits * 1e6, 1)
      console.log(JSON.stringify({ seconds: 1, cpuSeconds: 2, identity: [held.length] }))
    })`)
  const answer = await side.ask(character)
  expect(answer).toMatchObject({ seconds: 1, cpuSeconds: 2, identity: [64e6] })
  expect(answer.peakMegabytes).toBeGreaterThan(60)
  await side.close()
})

test('a process that ends early, or never begins, is named', async () => {
  await expect(answering('process.exit(3)')).rejects.toThrow(/ended with 3$/)
  await expect(openSide('/no/such/python', [])).rejects.toThrow('/no/such/python cannot be started')
})
