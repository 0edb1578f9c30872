/** Passes on the first call, then at most one per `intervalMs`, telling how many were left out. */
export function quietly<T>(
  tell: (value: T, leftOut: number) => void,
  intervalMs = 30_000,
  now: () => number = Date.now,
): (value: T) => void {
  let nextAt = Number.NEGATIVE_INFINITY
  let leftOut = 0
  return (value) => {
    if (now() < nextAt) {
      leftOut += 1
      return
    }
    tell(value, leftOut)
    nextAt = now() + intervalMs
    leftOut = 0
  }
}
