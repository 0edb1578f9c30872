/** Iterative Identity Discovery: the identity that most portraits of one description share. */

import { requireRows } from '../math/rows.ts'
import { topRightSingularVectors } from '../math/svd.ts'

export interface FilterOptions {
  /** How many singular vectors span the shared subspace: the paper's r. */
  readonly components?: number
  /** The part of the rows that a round keeps. */
  readonly keepRatio?: number
  readonly iterations?: number
}

export interface FilterRound {
  /** Original indices of the rows that entered the round. */
  readonly rowIndices: readonly number[]
  readonly singularValues: readonly number[]
  /** Mean squared reconstruction error of each row that entered, in the order of rowIndices. */
  readonly errors: readonly number[]
  /** Original indices of the rows that left it, rising. */
  readonly kept: readonly number[]
}

export interface Discovery {
  /** The mean of the rows that are left. */
  readonly identity: Float32Array
  /** Their original indices, rising. */
  readonly kept: readonly number[]
  readonly rounds: readonly FilterRound[]
}

/**
 * The identity embedding [D] of portraits' embeddings, N rows of D. Each round reconstructs the
 * rows from their top singular vectors and drops those that fit worst: strangers.
 * RangeError when there are no rows, they differ in length, or an option makes no sense.
 * IdentityStory (AAAI 2026), section on Iterative Identity Discovery, and its published code.
 */
export function discoverIdentity(
  embeddings: readonly Float32Array[],
  { components = 10, keepRatio = 0.6, iterations = 3 }: FilterOptions = {},
): Discovery {
  requireRows(embeddings)
  if (!Number.isInteger(components) || components < 1) {
    throw new RangeError(`components must be a whole number from 1, got ${components}`)
  }
  if (!(keepRatio > 0 && keepRatio <= 1)) {
    throw new RangeError(`keepRatio must be above 0 and at most 1, got ${keepRatio}`)
  }
  if (!Number.isInteger(iterations) || iterations < 0) {
    throw new RangeError(`iterations must be a whole number from 0, got ${iterations}`)
  }
  const rounds: FilterRound[] = []
  let kept: readonly number[] = embeddings.map((_, index) => index)
  for (let i = 0; i < iterations; i++) {
    const round = filterRound(embeddings, kept, components, keepRatio)
    rounds.push(round)
    kept = round.kept
  }
  return { identity: mean(kept.map((index) => embeddings[index])), kept, rounds }
}

function filterRound(
  embeddings: readonly Float32Array[],
  rowIndices: readonly number[],
  components: number,
  keepRatio: number,
): FilterRound {
  const rows = rowIndices.map((index) => embeddings[index])
  const { singularValues, vectors } = topRightSingularVectors(rows, components)
  const errors = rows.map((row) => reconstructionError(row, vectors))
  const byError = rowIndices.map((_, i) => i).sort((i, j) => errors[i] - errors[j])
  const count = Math.max(1, Math.floor(rows.length * keepRatio))
  const kept = byError.slice(0, count).map((i) => rowIndices[i])
  return { rowIndices, singularValues, errors, kept: kept.sort((a, b) => a - b) }
}

/** mean over d of (e - e V V^T)^2 */
function reconstructionError(row: Float32Array, vectors: readonly Float64Array[]): number {
  const residual = Float64Array.from(row)
  for (const vector of vectors) {
    const weight = row.reduce((sum, value, d) => sum + value * vector[d], 0)
    for (let d = 0; d < residual.length; d++) residual[d] -= weight * vector[d]
  }
  return residual.reduce((sum, value) => sum + value ** 2, 0) / residual.length
}

function mean(rows: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array(rows[0].length)
  for (const row of rows) for (let d = 0; d < sum.length; d++) sum[d] += row[d]
  return Float32Array.from(sum, (value) => value / rows.length)
}
