import { describe, expect, it } from 'vitest'
import { fewestServers, simulate } from '../../../bench/scale/waiting.ts'
import { mersenneTwister } from '../../../models/math/mersenne-twister.ts'

const chanceOf = (seed: number) => {
  const word = mersenneTwister(seed)
  return () => word() / 2 ** 32
}
const exponential = (mean: number) => (chance: () => number) => -Math.log(1 - chance()) * mean

/** Mean wait of M/M/c: Erlang's C formula over what is left of the servers' time. */
function erlang(rate: number, servers: number, mean: number): number {
  const load = rate * mean
  let term = 1
  let sum = 1
  for (let k = 1; k < servers; k++) {
    term *= load / k
    sum += term
  }
  const all = ((term * load) / servers) * (servers / (servers - load))
  return (all / (sum + all)) * (mean / (servers - load))
}

describe('people who wait for one of several servers', () => {
  it.each([
    [0.5, 1, 1],
    [3, 4, 1],
    [0.8, 10, 10],
  ])('at %d a second and %d servers waits as Erlang says', (rate, servers, mean) => {
    const runs = [1, 2, 3, 4, 5].map((seed) =>
      simulate(rate, servers, exponential(mean), chanceOf(seed)),
    )
    const wait = runs.reduce((sum, run) => sum + run.mean, 0) / runs.length
    expect(wait / erlang(rate, servers, mean)).toBeGreaterThan(0.9)
    expect(wait / erlang(rate, servers, mean)).toBeLessThan(1.1)
    expect(runs[0]!.busy).toBeCloseTo((rate * mean) / servers, 1)
  })

  it('waits half as long for work that always takes the same time (Pollaczek and Khinchine)', () => {
    const even = [1, 2, 3].map((seed) => simulate(0.8, 1, () => 1, chanceOf(seed)).mean)
    expect(even.reduce((sum, wait) => sum + wait, 0) / 3).toBeCloseTo(2, 0)
  })

  it('gives the same for the same seed', () => {
    const run = (seed: number) => simulate(2, 3, exponential(1), chanceOf(seed))
    expect(run(7)).toEqual(run(7))
    expect(run(7)).not.toEqual(run(8))
  })

  it('finds the fewest who let 95 of 100 begin in time', () => {
    const [rate, within, mean] = [2, 3, 4]
    const newChance = () => chanceOf(1)
    const found = fewestServers(rate, within, exponential(mean), mean, newChance)
    expect(found.waits.p95).toBeLessThanOrEqual(within)
    expect(found.servers).toBeGreaterThan(rate * mean)
    const fewer = simulate(rate, found.servers - 1, exponential(mean), newChance())
    expect(fewer.p95).toBeGreaterThan(within)
  })
})
