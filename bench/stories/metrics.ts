/** Figures of a benchmark: means with how sure they are. Pure. */

export interface Figure {
  readonly value: number
  /** Of how many samples it is the mean. */
  readonly n: number
  /** 95 % interval by bootstrap over the samples. */
  readonly low: number
  readonly high: number
}

/** Of two vectors of length 1. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Mean cosine of all pairs; undefined with fewer than two vectors. */
export function meanPairwise(vectors: readonly ArrayLike<number>[]): number | undefined {
  const pairs = vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => cosine(a, b)))
  return pairs.length === 0 ? undefined : mean(pairs)
}

const RESAMPLES = 1000

/** Efron (1979), percentile interval; always the same for the same samples. */
export function figure(samples: readonly number[]): Figure | undefined {
  if (samples.length === 0) return undefined
  const random = lehmer(1)
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(samples.map(() => samples[Math.floor(random() * samples.length)])),
  ).sort((a, b) => a - b)
  return {
    value: mean(samples),
    n: samples.length,
    low: means[Math.floor(0.025 * RESAMPLES)],
    high: means[Math.ceil(0.975 * RESAMPLES) - 1],
  }
}

/** Numbers in 0..1. Park and Miller (1988): the minimal standard generator. */
function lehmer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}
