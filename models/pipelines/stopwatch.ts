/** How long each part of a drawing took. */

/** Milliseconds by part. */
export type Timings = Readonly<Record<string, number>>

/** `measure` runs the work and adds its time to the part's; a failed part counts as well. */
export function stopwatch(now: () => number) {
  const timings: Record<string, number> = {}
  return {
    timings: timings as Timings,
    async measure<Result>(part: string, work: () => Promise<Result>): Promise<Result> {
      const start = now()
      try {
        return await work()
      } finally {
        timings[part] = (timings[part] ?? 0) + now() - start
      }
    },
  }
}
