/** Singular value decomposition, by ml-matrix; nothing else in the library knows of it. */

import { Matrix, SingularValueDecomposition } from 'ml-matrix'
import { requireRows } from './rows.ts'

export interface RightSingularVectors {
  /** The `rank` largest, falling. */
  readonly singularValues: readonly number[]
  /** The unit vectors v of A = U S V^T that belong to them, each as long as a row. */
  readonly vectors: readonly Float64Array[]
}

/**
 * The strongest directions among rows, which are not centred. At most min(rank, rows, columns)
 * vectors. RangeError when there are no rows or they differ in length.
 */
export function topRightSingularVectors(
  rows: readonly Float32Array[],
  rank: number,
): RightSingularVectors {
  requireRows(rows)
  const matrix = new Matrix(rows.map((row) => Array.from(row)))
  const { rightSingularVectors, diagonal } = new SingularValueDecomposition(matrix, {
    computeLeftSingularVectors: false,
    autoTranspose: true,
  })
  const count = Math.min(rank, rows.length, rows[0].length)
  return {
    singularValues: diagonal.slice(0, count),
    vectors: Array.from({ length: count }, (_, i) =>
      Float64Array.from(rightSingularVectors.getColumn(i)),
    ),
  }
}
