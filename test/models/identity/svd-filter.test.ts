import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cohesion } from '../../../models/identity/cohesion.ts'
import { discoverIdentity } from '../../../models/identity/svd-filter.ts'

interface Round {
  errors: number[]
  rowIndices: number[]
  kept: number[]
  singularValues: number[]
}

const golden: {
  components: number
  keepRatio: number
  iterations: number
  plantedOutliers: number[]
  embeddings: number[][]
  rounds: Round[]
  identityEmbedding: number[]
} = JSON.parse(readFileSync(new URL('../../golden/svd-filter.json', import.meta.url), 'utf8'))

const embeddings = golden.embeddings.map((row) => Float32Array.from(row))

function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number) {
  expect(actual.length).toBe(expected.length)
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i])).toBeLessThan(tolerance)
  }
}

describe('discoverIdentity', () => {
  const { components, keepRatio, iterations } = golden
  const discovery = discoverIdentity(embeddings, { components, keepRatio, iterations })

  it.each([0, 1, 2])('round %s has the published errors and survivors', (i) => {
    const [round, expected] = [discovery.rounds[i], golden.rounds[i]]
    expect(round.rowIndices).toEqual(expected.rowIndices)
    expect(round.kept).toEqual(expected.kept)
    expectClose(round.errors, expected.errors, 1e-6)
    expectClose(round.singularValues, expected.singularValues, 1e-5)
  })

  it('ends in the published identity, without the planted strangers', () => {
    expectClose(discovery.identity, golden.identityEmbedding, 1e-6)
    expect(discovery.kept).toEqual(golden.rounds[2].kept)
    expect(discovery.kept.filter((row) => golden.plantedOutliers.includes(row))).toEqual([])
    expect(discoverIdentity(embeddings)).toEqual(discovery)
  })

  it('leaves portraits that agree more than all did', () => {
    const left = discovery.kept.map((row) => embeddings[row])
    expect(cohesion(left)).toBeGreaterThan(cohesion(embeddings))
  })

  it('keeps one row at least, and none is dropped without rounds', () => {
    expect(discoverIdentity(embeddings, { keepRatio: 0.01 }).kept).toHaveLength(1)
    expect(discoverIdentity(embeddings, { iterations: 0 }).kept).toHaveLength(64)
    expect(discoverIdentity([Float32Array.of(3, 4)]).identity).toEqual(Float32Array.of(3, 4))
  })

  it('refuses rows and options that make no sense', () => {
    expect(() => discoverIdentity([])).toThrow('there are no rows')
    expect(() => discoverIdentity([Float32Array.of(1), Float32Array.of(1, 2)])).toThrow('1 and 2')
    expect(() => discoverIdentity(embeddings, { components: 0 })).toThrow('got 0')
    expect(() => discoverIdentity(embeddings, { keepRatio: 1.5 })).toThrow('got 1.5')
    expect(() => discoverIdentity(embeddings, { iterations: -1 })).toThrow('got -1')
  })
})

describe('cohesion', () => {
  it('is the mean cosine similarity of pairs', () => {
    expect(cohesion([Float32Array.of(2, 0), Float32Array.of(0, 5)])).toBeCloseTo(0)
    expect(cohesion([Float32Array.of(2, 0), Float32Array.of(-1, 0)])).toBeCloseTo(-1)
    expect(
      cohesion([Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(1, 1)]),
    ).toBeCloseTo((0 + 2 * Math.SQRT1_2) / 3)
  })

  it('is 1 for one row and refuses rows without direction', () => {
    expect(cohesion([Float32Array.of(2, 3)])).toBe(1)
    expect(() => cohesion([Float32Array.of(1), Float32Array.of(0)])).toThrow('row 1 is all zeros')
  })
})
