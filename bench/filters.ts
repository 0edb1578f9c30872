/** Ways to choose a character's portraits, to be compared with the SVD filter. Pure. */

import { discoverIdentity, type FilterOptions } from '../models/identity/svd-filter.ts'
import { requireRows } from '../models/math/rows.ts'

/** Distances are Euclidean; a row is never its own neighbour. */
type Distances = readonly (readonly number[])[]

/** Indices of the rows that stay, rising. */
export type Choice = (vectors: readonly Float32Array[]) => readonly number[]

/** The plain mean's choice. */
export const everything: Choice = (vectors) => vectors.map((_, i) => i)

/** What the SVD filter leaves. */
export const svdChoice = (
  vectors: readonly Float32Array[],
  options: FilterOptions = {},
): readonly number[] => discoverIdentity(vectors, options).kept

/**
 * The `keep` rows of the lowest local outlier factor: as many as the SVD filter keeps. Ten
 * neighbours are the fewest that Breunig et al. advise (section 6.2).
 */
export function lofChoice(
  vectors: readonly Float32Array[],
  { neighbours = 10, keep = svdChoice(vectors).length } = {},
): readonly number[] {
  const scores = localOutlierFactor(vectors, { neighbours })
  const byScore = everything(vectors).toSorted((i, j) => scores[i] - scores[j])
  return byScore.slice(0, keep).sort((a, b) => a - b)
}

/**
 * The largest cluster that DBSCAN finds; of equally large ones that of the first row. The radius is
 * the median (the lower of two) of the rows' distances to their `neighbours`-th neighbour, so that
 * at least half of them are cores. Ester et al. (section 4.2) choose a radius from the same
 * distances by eye, and take four neighbours.
 */
export function dbscanChoice(
  vectors: readonly Float32Array[],
  { neighbours = 4 } = {},
): readonly number[] {
  requireNeighbours(vectors, neighbours)
  const reaches = distancesOf(vectors)
    .map((row, i) => reach(row, i, neighbours))
    .sort((a, b) => a - b)
  const radius = reaches[Math.floor((reaches.length - 1) / 2)]
  const labels = dbscan(vectors, { radius, neighbours })
  const clusters = Array.from({ length: Math.max(...labels) + 1 }, (_, label) =>
    everything(vectors).filter((i) => labels[i] === label),
  )
  return clusters.reduce((most, cluster) => (cluster.length > most.length ? cluster : most))
}

/**
 * Each row's local outlier factor: about 1 within a cluster, more the lonelier the row. Rows that
 * lie on one another have no density to divide by; among themselves their factor is 1.
 * RangeError unless `neighbours` is a whole number from 1 and below the number of rows.
 * Breunig, Kriegel, Ng and Sander (2000), "LOF", definitions 3 to 7; everybody at the
 * k-distance is a neighbour.
 */
export function localOutlierFactor(
  vectors: readonly Float32Array[],
  { neighbours }: { readonly neighbours: number },
): number[] {
  requireNeighbours(vectors, neighbours)
  const distances = distancesOf(vectors)
  const reaches = distances.map((row, i) => reach(row, i, neighbours))
  const near = distances.map((row, p) => within(row, p, reaches[p]))
  // reach-dist(p, o) = max(k-distance(o), d(p, o)); its mean is 1 / lrd(p).
  const sparsity = near.map((all, p) => mean(all.map((o) => Math.max(reaches[o], distances[p][o]))))
  // LOF(p) = mean of lrd(o) / lrd(p)
  return near.map((all, p) =>
    mean(all.map((o) => (sparsity[p] === sparsity[o] ? 1 : sparsity[p] / sparsity[o]))),
  )
}

/**
 * Each row's cluster, numbered from 0 in the order of their first cores; -1 is noise. A core has at
 * least `neighbours` other rows within `radius` (MinPts counts the row itself: neighbours + 1). A
 * row at the border of several clusters joins its nearest core, not the one that is found first as
 * in the paper, so that the order of rows does not matter.
 * Ester, Kriegel, Sander and Xu (1996), "DBSCAN", definitions 1 to 6.
 */
export function dbscan(
  vectors: readonly Float32Array[],
  { radius, neighbours }: { readonly radius: number; readonly neighbours: number },
): number[] {
  requireNeighbours(vectors, neighbours)
  if (!(radius >= 0)) throw new RangeError(`radius must be at least 0, got ${radius}`)
  const distances = distancesOf(vectors)
  const near = distances.map((row, i) => within(row, i, radius))
  const core = near.map((all) => all.length >= neighbours)
  const labels = vectors.map(() => -1)
  let clusters = 0
  for (const start of labels.keys()) {
    if (!core[start] || labels[start] !== -1) continue
    const label = clusters++
    const reached = [start]
    labels[start] = label
    for (const p of reached) {
      for (const o of near[p]) {
        if (!core[o] || labels[o] !== -1) continue
        labels[o] = label
        reached.push(o)
      }
    }
  }
  return labels.map((label, p) => {
    if (core[p]) return label
    const cores = near[p].filter((o) => core[o])
    if (cores.length === 0) return -1
    return labels[cores.reduce((a, b) => (distances[p][b] < distances[p][a] ? b : a))]
  })
}

function requireNeighbours(vectors: readonly Float32Array[], neighbours: number): void {
  requireRows(vectors)
  if (!Number.isInteger(neighbours) || neighbours < 1 || neighbours >= vectors.length) {
    const most = vectors.length - 1
    throw new RangeError(`neighbours must be a whole number in 1..${most}, got ${neighbours}`)
  }
}

const distancesOf = (vectors: readonly Float32Array[]): Distances =>
  vectors.map((a) =>
    vectors.map((b) => Math.sqrt(a.reduce((sum, value, d) => sum + (value - b[d]) ** 2, 0))),
  )

/** Distance of row i to its k-th neighbour: the k-distance. */
const reach = (row: readonly number[], i: number, k: number): number =>
  row.filter((_, j) => j !== i).sort((a, b) => a - b)[k - 1]

/** Everybody else within the distance. */
const within = (row: readonly number[], i: number, distance: number): number[] =>
  [...row.keys()].filter((j) => j !== i && row[j] <= distance)

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
