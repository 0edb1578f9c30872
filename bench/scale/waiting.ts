/** People who come by chance and several who serve them, first come, first served (M/G/c). Pure. */

/** A number in [0, 1). */
export type Chance = () => number

export interface Waits {
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Share of the time in which a server works. */
  readonly busy: number
}

const arrivals = 40_000
/** Those who come while the line is not yet as it always is are not counted. */
const warmUp = 4_000

/** `rate` a second come; `service` gives the seconds of one of them. */
export function simulate(
  rate: number,
  servers: number,
  service: (chance: Chance) => number,
  chance: Chance,
): Waits {
  const free = new Float64Array(servers)
  const waits: number[] = []
  let now = 0
  let worked = 0
  for (let i = 0; i < arrivals; i++) {
    now += -Math.log(1 - chance()) / rate
    const next = earliest(free)
    const begins = Math.max(now, free[next])
    const seconds = service(chance)
    free[next] = begins + seconds
    worked += seconds
    if (i >= warmUp) waits.push(begins - now)
  }
  waits.sort((a, b) => a - b)
  const at = (part: number): number => waits[Math.ceil(part * waits.length) - 1]
  return {
    mean: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    busy: worked / (servers * now),
  }
}

function earliest(free: Float64Array): number {
  let found = 0
  for (let i = 1; i < free.length; i++) if (free[i] < free[found]) found = i
  return found
}

/** The fewest servers with whom 95 of 100 wait no longer than that, and how long people wait. */
export function fewestServers(
  rate: number,
  within: number,
  service: (chance: Chance) => number,
  meanService: number,
  newChance: () => Chance,
): { readonly servers: number; readonly waits: Waits } {
  const look = (servers: number) => ({
    servers,
    waits: simulate(rate, servers, service, newChance()),
  })
  // Fewer than the work that comes would fall behind for ever.
  let low = Math.floor(rate * meanService)
  let high = Math.max(1, low + 1)
  while (look(high).waits.p95 > within) [low, high] = [high, high * 2]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (look(middle).waits.p95 > within) low = middle
    else high = middle
  }
  return look(high)
}
