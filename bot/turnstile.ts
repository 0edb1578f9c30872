/** Lets so many through at a time, in the order in which they came. */

export interface Turnstile {
  /** Resolves when there is room; whoever was let in must leave. */
  enter(): Promise<void>
  leave(): void
}

export function openTurnstile(most: number): Turnstile {
  const line: (() => void)[] = []
  let inside = 0
  return {
    async enter() {
      if (inside < most) inside++
      // Whoever leaves gives their place to the next.
      else await new Promise<void>((resolve) => line.push(resolve))
    },
    leave() {
      const next = line.shift()
      if (next === undefined) inside--
      else next()
    },
  }
}
