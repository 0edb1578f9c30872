/** Whether memory stays where it is while frames come. Pure. */

interface Point {
  readonly frames: number
  readonly megabytes: number
}

/**
 * Megabytes more for each 10,000 frames: the least-squares line through the second half of what was
 * seen, when caches are full and code is warm. NaN with fewer than two points there.
 */
export function growth(points: readonly Point[]): number {
  const last = points.slice(Math.floor(points.length / 2))
  const mean = (of: (point: Point) => number): number =>
    last.reduce((sum, point) => sum + of(point), 0) / last.length
  const [x, y] = [mean(({ frames }) => frames), mean(({ megabytes }) => megabytes)]
  const along = mean(({ frames }) => (frames - x) ** 2)
  const across = mean(({ frames, megabytes }) => (frames - x) * (megabytes - y))
  return (across / along) * 10_000
}
