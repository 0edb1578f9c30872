/** Embeddings as rows of one length. */

/** RangeError unless there are rows, all of one length and not empty. */
export function requireRows(rows: readonly Float32Array[]): void {
  if (rows.length === 0 || rows[0].length === 0) throw new RangeError('there are no rows')
  const other = rows.find((row) => row.length !== rows[0].length)
  if (other !== undefined) {
    throw new RangeError(`rows differ in length: ${rows[0].length} and ${other.length}`)
  }
}
