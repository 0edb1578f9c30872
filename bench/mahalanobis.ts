/** How compact the portraits are that a filter keeps. */

import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { requireRows } from '../models/math/rows.ts'

/** The share of the covariance that is the mean variance times the identity matrix. */
const SHRINKAGE = 0.1

/**
 * Mean Mahalanobis distance of the kept rows to their mean, under the covariance of all rows: 0.9 S
 * + 0.1 m I, where S divides by the number of rows and m is the mean of its diagonal. The form is
 * that of Ledoit and Wolf (2004), its weight fixed. About sqrt(D) where nothing was chosen; it
 * compares choices that keep equally many, since fewer rows lie nearer to a mean of their own.
 * RangeError when nothing is kept or the rows are all the same. IdentityStory, appendix B.1.
 */
export function meanMahalanobis(vectors: readonly Float32Array[], kept: readonly number[]): number {
  requireRows(vectors)
  if (kept.length === 0) throw new RangeError('no row is kept')
  const count = vectors.length
  const all = new Matrix(vectors.map((row) => Array.from(row)))
  const centred = all.clone().subRowVector(all.mean('column'))
  const variance = centred.norm() ** 2 / (count * all.columns)
  if (variance === 0) throw new RangeError('rows that are all the same have no covariance')
  const chosen = new Matrix(kept.map((i) => all.getRow(i)))
  const apart = chosen.subRowVector(chosen.mean('column'))

  // (r I + X^T X w)^-1 = (I - X^T (r/w I + X X^T)^-1 X) / r by Woodbury: N x N, not D x D.
  const ridge = SHRINKAGE * variance
  const weight = (1 - SHRINKAGE) / count
  const gram = centred.mmul(centred.transpose()).add(Matrix.eye(count).mul(ridge / weight))
  const shadow = centred.mmul(apart.transpose())
  const explained = new CholeskyDecomposition(gram).solve(shadow)
  const distances = kept.map((_, k) => {
    const row = apart.getRowVector(k)
    const within = shadow.getColumnVector(k).dot(explained.getColumnVector(k))
    return Math.sqrt(Math.max(0, row.dot(row) - within) / ridge)
  })
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length
}
