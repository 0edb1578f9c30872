import { quantile } from './load.ts'
import { beginStory, type Place } from './scene.ts'
import type { Telling } from './telling.ts'
import type { Troupe } from './troupe.ts'

/** One round of frames on both sides: CPU milliseconds of all our processes and PostgreSQL's, each. */
export interface Round {
  readonly first: number
  readonly late: number
}

export interface LongStory {
  /** How many frames the long stories had on average when it began. */
  readonly after: number
  /** Frames on each side. */
  readonly frames: number
  readonly rounds: readonly Round[]
  /** Late over first: all CPU, and the median of the rounds' ratios. */
  readonly cpuRatio: number
  readonly medianRatio: number
  /** Milliseconds from the command to the picture, medians. */
  readonly wait: Round
}

/**
 * Frames of long stories against first frames of new ones, in the same channels and in turns, so that
 * whatever else the machine does meets both.
 */
export async function compareLongStories(
  { discord, cpu }: Troupe,
  { tell }: Telling,
  long: readonly Place[],
  after: number,
  rounds: number,
): Promise<LongStory> {
  const waits = { first: [] as number[], late: [] as number[] }
  const spent = async (side: keyof Round, places: readonly Place[]): Promise<number> => {
    const before = await total(cpu)
    await Promise.all(
      places.map(async (place) => {
        const began = performance.now()
        await tell(place)
        waits[side].push(performance.now() - began)
      }),
    )
    return ((await total(cpu)) - before) / places.length
  }
  const seen: Round[] = []
  for (let i = 0; i < rounds; i++) {
    const fresh = await Promise.all(long.map((place) => beginStory(discord, place)))
    // Whoever comes second finds warmer caches.
    const [late, first] =
      i % 2 === 0
        ? [await spent('late', long), await spent('first', fresh)]
        : (([a, b]) => [b!, a!])([await spent('first', fresh), await spent('late', long)])
    seen.push({ first, late })
  }
  const sum = (side: keyof Round): number => seen.reduce((all, round) => all + round[side], 0)
  return {
    after,
    frames: rounds * long.length,
    rounds: seen,
    cpuRatio: sum('late') / sum('first'),
    medianRatio: quantile(
      seen.map(({ first, late }) => late / first),
      0.5,
    ),
    wait: { first: quantile(waits.first, 0.5), late: quantile(waits.late, 0.5) },
  }
}

async function total(cpu: Troupe['cpu']): Promise<number> {
  return Object.values(await cpu()).reduce((sum, milliseconds) => sum + milliseconds, 0)
}
