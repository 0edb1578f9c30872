/** How much a character's portraits agree. */

import { requireRows } from '../math/rows.ts'

/**
 * Mean cosine similarity over all pairs of different rows, -1..1; 1 for a single row.
 * RangeError when there are no rows, they differ in length, or one is all zeros.
 */
export function cohesion(rows: readonly Float32Array[]): number {
  requireRows(rows)
  const count = rows.length
  if (count === 1) return 1
  const sum = new Float64Array(rows[0].length)
  rows.forEach((row, index) => {
    const length = Math.sqrt(row.reduce((total, value) => total + value ** 2, 0))
    if (length === 0) throw new RangeError(`row ${index} is all zeros and has no direction`)
    for (let d = 0; d < sum.length; d++) sum[d] += row[d] / length
  })
  // |sum of unit rows|^2 holds each pair twice, and each row with itself once.
  const squared = sum.reduce((total, value) => total + value ** 2, 0)
  return (squared - count) / (count * (count - 1))
}
