import { readFileSync } from 'node:fs'
import { inverse, Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import {
  type Choice,
  dbscan,
  dbscanChoice,
  everything,
  localOutlierFactor,
  lofChoice,
  svdChoice,
} from '../../bench/filters.ts'
import { meanMahalanobis } from '../../bench/mahalanobis.ts'
import { torchGenerator } from '../../models/math/random.ts'

function sample(count: number, length: number, seed: number): Float32Array[] {
  const { data } = torchGenerator(seed).randn([count, length])
  return Array.from({ length: count }, (_, i) => data.slice(i * length, (i + 1) * length))
}

/** A planted case of 64 portraits; every fourth or so is a stranger, and they are more than r. */
const planted: { embeddings: number[][]; plantedOutliers: number[] } = JSON.parse(
  readFileSync(new URL('../golden/svd-filter.json', import.meta.url), 'utf8'),
)
const portraits = planted.embeddings.map((row) => Float32Array.from(row))

const choices: readonly (readonly [string, Choice])[] = [
  ['svdChoice', svdChoice],
  ['lofChoice', lofChoice],
  ['dbscanChoice', dbscanChoice],
]

describe.each(choices)('%s', (_, choose) => {
  const kept = choose(portraits)

  it('drops the planted strangers and keeps people, rising', () => {
    expect(kept.filter((i) => planted.plantedOutliers.includes(i))).toEqual([])
    expect(kept.length).toBeGreaterThanOrEqual(10)
    expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
  })

  it('keeps the same portraits in whatever order they come', () => {
    const order = everything(portraits).map((i) => (i * 29 + 5) % portraits.length)
    const again = choose(order.map((i) => portraits[i])).map((i) => order[i])
    expect(again.sort((a, b) => a - b)).toEqual(kept)
  })

  it('leaves portraits that are nearer to their mean', () => {
    const before = meanMahalanobis(portraits, everything(portraits))
    expect(meanMahalanobis(portraits, kept)).toBeLessThan(before)
  })
})

it('everything keeps everything', () => {
  expect(everything(sample(3, 2, 1))).toEqual([0, 1, 2])
})

it('lofChoice keeps as many as the SVD filter', () => {
  expect(lofChoice(portraits)).toHaveLength(svdChoice(portraits).length)
  expect(lofChoice(portraits, { keep: 5 })).toHaveLength(5)
})

it('svdChoice keeps strangers that are few and strong: each has a component to itself', () => {
  const [person, ...noise] = sample(49, 32, 2)
  const strangers = [3, 17, 30, 44]
  const rows = noise.map((row, i) =>
    strangers.includes(i)
      ? row.map((value) => 2 * value)
      : person.map((value, d) => value + 0.2 * row[d]),
  )
  const kept = (choose: Choice) => choose(rows).filter((i) => strangers.includes(i))
  expect(kept(svdChoice)).toEqual(strangers)
  expect(kept(lofChoice)).toEqual([])
  expect(kept(dbscanChoice)).toEqual([])
})

const onLine = (...positions: number[]) => positions.map((x) => Float32Array.of(x))

describe('localOutlierFactor', () => {
  it('is what the paper defines, on four points worked by hand', () => {
    // Two neighbours: k-distances 2, 1, 2, 9; mean reachabilities 1.5, 2, 1.5, 8.5.
    const scores = localOutlierFactor(onLine(0, 1, 2, 10), { neighbours: 2 })
    const byHand = [(1.5 / 2 + 1) / 2, 2 / 1.5, (1.5 / 2 + 1) / 2, (8.5 / 1.5 + 8.5 / 2) / 2]
    scores.forEach((score, i) => {
      expect(score).toBeCloseTo(byHand[i], 12)
    })
  })

  it('counts everybody at the k-distance as a neighbour', () => {
    // 0 has two nearest neighbours: -1 is as lonely as itself, 1 half as much.
    const scores = localOutlierFactor(onLine(-1, 0, 1, 1.5), { neighbours: 1 })
    expect(scores).toEqual([1, 1.5, 1, 1])
  })

  it('is 1 among equal rows and endless for who is apart from them', () => {
    const scores = localOutlierFactor(onLine(4, 4, 4, 9), { neighbours: 2 })
    expect(scores).toEqual([1, 1, 1, Number.POSITIVE_INFINITY])
  })
})

describe('dbscan', () => {
  it('tells clusters, their borders and noise apart', () => {
    const rows = onLine(0, 1, 2, 3.5, 20, 21, 22, 50)
    // 0, 3.5, 20 and 22 have one neighbour each: borders.
    expect(dbscan(rows, { radius: 1.5, neighbours: 2 })).toEqual([0, 0, 0, 0, 1, 1, 1, -1])
  })

  it('gives a border between two clusters to the nearest core, from either side', () => {
    const rows = onLine(0, 0.5, 1, 2.1, 3, 3.5, 4)
    const options = { radius: 1.1, neighbours: 3 }
    expect(dbscan(rows, options)).toEqual([0, 0, 0, 1, 1, 1, 1])
    expect(dbscan(rows.toReversed(), options)).toEqual([0, 0, 0, 0, 1, 1, 1])
  })

  it('finds only noise where nobody has neighbours', () => {
    expect(dbscan(onLine(0, 5, 10), { radius: 1, neighbours: 1 })).toEqual([-1, -1, -1])
  })
})

describe('meanMahalanobis', () => {
  it('is about sqrt(D) for a sample without a direction', () => {
    const rows = sample(200, 9, 7)
    expect(Math.abs(meanMahalanobis(rows, everything(rows)) - 3)).toBeLessThan(0.15)
  })

  it('is the distance under the shrunk covariance, on a case worked by hand', () => {
    // Variances 8 and 2, mean 5: shrunk to 7.7 and 2.3.
    const rows = [
      [-4, 0],
      [4, 0],
      [0, -2],
      [0, 2],
    ].map((row) => Float32Array.from(row))
    expect(meanMahalanobis(rows, [0, 1])).toBeCloseTo(4 / Math.sqrt(7.7), 12)
    expect(meanMahalanobis(rows, [2, 3])).toBeCloseTo(2 / Math.sqrt(2.3), 12)
  })

  it('is what the inverse of the covariance gives, also with fewer rows than columns', () => {
    const rows = sample(12, 20, 11)
    const all = new Matrix(rows.map((row) => [...row])).center('column')
    const covariance = all.transpose().mmul(all).div(12)
    const ridge = Matrix.eye(20).mul((0.1 * covariance.trace()) / 20)
    const shrunk = covariance.mul(0.9).add(ridge)
    const apart = all.getRowVector(2).sub(all.getRowVector(7)).div(2)
    const squared = apart.mmul(inverse(shrunk)).mmul(apart.transpose()).get(0, 0)
    expect(meanMahalanobis(rows, [2, 7])).toBeCloseTo(Math.sqrt(squared), 9)
  })

  it('stays the same whatever the unit and the order', () => {
    const rows = sample(20, 64, 8)
    const distance = meanMahalanobis(rows, [1, 4, 6, 9])
    const scaled = rows.map((row) => row.map((value) => 8 * value))
    expect(meanMahalanobis(scaled, [1, 4, 6, 9])).toBeCloseTo(distance, 9)
    expect(meanMahalanobis(rows.toReversed(), [18, 15, 13, 10])).toBeCloseTo(distance, 9)
  })
})

it('refuses what makes no sense', () => {
  const rows = sample(5, 3, 9)
  expect(() => localOutlierFactor(rows, { neighbours: 5 })).toThrow('in 1..4, got 5')
  expect(() => dbscanChoice(rows, { neighbours: 0 })).toThrow('whole number in 1..4, got 0')
  expect(() => dbscan(rows, { radius: Number.NaN, neighbours: 2 })).toThrow('radius')
  expect(() => dbscan([], { radius: 1, neighbours: 1 })).toThrow('there are no rows')
  expect(() => meanMahalanobis(rows, [])).toThrow('no row is kept')
  expect(() => meanMahalanobis([rows[0], rows[0]], [0])).toThrow('no covariance')
})
