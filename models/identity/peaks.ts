/** Heads in a heatmap. */

export interface Peak {
  readonly x: number
  readonly y: number
  readonly height: number
}

/**
 * The peaks of a map, width x height row by row, that reach the threshold, highest first. A peak
 * is as high as its eight neighbours at least; of two closer than `distance` (in x and in y) the
 * higher one stays, of equal ones the first from the top.
 * Zhou et al., "Objects as Points" (2019), section 4, with greedy suppression.
 */
export function findPeaks(
  map: Float32Array,
  width: number,
  threshold: number,
  distance: number,
): Peak[] {
  const height = map.length / width
  const candidates: Peak[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = map[y * width + x]
      if (here >= threshold && here === highestAround(map, width, x, y)) {
        candidates.push({ x, y, height: here })
      }
    }
  }
  const kept: Peak[] = []
  for (const peak of candidates.sort((a, b) => b.height - a.height)) {
    const near = (other: Peak) =>
      Math.max(Math.abs(peak.x - other.x), Math.abs(peak.y - other.y)) < distance
    if (!kept.some(near)) kept.push(peak)
  }
  return kept
}

function highestAround(map: Float32Array, width: number, x: number, y: number): number {
  const height = map.length / width
  let highest = Number.NEGATIVE_INFINITY
  for (let row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
    for (let column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
      highest = Math.max(highest, map[row * width + column])
    }
  }
  return highest
}
