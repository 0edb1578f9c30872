/** Which networks stay in a device's memory and which take turns: decided before anything is opened. */

export interface NetworkSize {
  readonly name: string
  /** Bytes of its weights on the device. */
  readonly weights: number
  /** Bytes that it needs besides while it runs. */
  readonly working: number
  /** Another network that it takes turns with in every step, so that both must be loaded. */
  readonly beside?: string | undefined
}

export type Residency =
  | {
      readonly fits: true
      /** Stay from the start on. */
      readonly resident: readonly string[]
      /** Are loaded when they run, and give way to whatever runs next when there is no room for both. */
      readonly takingTurns: readonly string[]
      /** Bytes of those that take turns. */
      readonly loads: number
      /** Bytes in use at the most, what the device keeps for itself included. */
      readonly peak: number
    }
  | { readonly fits: false; readonly reason: string }

/**
 * What a device keeps for itself: CUDA's context with its libraries, and what an allocator loses
 * between its blocks. An allowance, no measurement.
 */
export const reserveOf = (memory: number): number => 0.7e9 + 0.05 * memory

/**
 * The plan that loads the fewest bytes for a picture on a device of `memory` bytes. While a network
 * runs, the residents, itself with the one beside it, and its working memory must fit. `wanted` must be resident; undefined
 * leaves the choice to the plan. RangeError for a wanted name that no network has.
 */
export function planResidency(
  networks: readonly NetworkSize[],
  memory: number,
  wanted?: readonly string[],
): Residency {
  const stranger = wanted?.find((name) => networks.every((network) => network.name !== name))
  if (stranger !== undefined) {
    const names = networks.map(({ name }) => name).join(', ')
    throw new RangeError(`no network is called ${stranger}; there are ${names}`)
  }
  const room = memory - reserveOf(memory)
  const tooLarge = networks.find((one) => sum(withPartner(networks, one)) + one.working > room)
  if (tooLarge !== undefined) {
    const { name, working, beside } = tooLarge
    const who = beside === undefined ? `${name} alone needs` : `${name} and ${beside} together need`
    const weights = sum(withPartner(networks, tooLarge))
    return {
      fits: false,
      reason: `${who} ${gigabytes(weights)} of weights and ${gigabytes(working)} to work with, and of ${gigabytes(memory)} are ${gigabytes(room)} to be had`,
    }
  }
  const choices = wanted === undefined ? subsets(networks) : [pick(networks, wanted)]
  const possible = choices.filter((resident) => mostInUse(networks, resident) <= room)
  if (possible.length === 0) {
    return {
      fits: false,
      reason: `${wanted?.join(', ')} cannot all stay loaded in ${gigabytes(memory)}: at the most ${gigabytes(mostInUse(networks, choices[0]!))} would be in use, and ${gigabytes(room)} are to be had`,
    }
  }
  const best = possible.reduce((a, b) => (sum(b) > sum(a) ? b : a))
  return {
    fits: true,
    resident: best.map(({ name }) => name),
    takingTurns: networks.filter((network) => !best.includes(network)).map(({ name }) => name),
    loads: sum(networks) - sum(best),
    peak: reserveOf(memory) + mostInUse(networks, best),
  }
}

/** Bytes in use at the worst moment, if only residents and the running network are loaded. */
function mostInUse(networks: readonly NetworkSize[], resident: readonly NetworkSize[]): number {
  const inUse = networks.map((network) => {
    const loaded = new Set([...resident, ...withPartner(networks, network)])
    return sum([...loaded]) + network.working
  })
  return Math.max(0, ...inUse)
}

/** What must be loaded while a network runs. */
const withPartner = (networks: readonly NetworkSize[], network: NetworkSize): NetworkSize[] =>
  networks.filter((one) => one === network || one.name === network.beside)

const sum = (networks: readonly NetworkSize[]): number =>
  networks.reduce((total, { weights }) => total + weights, 0)

const pick = (networks: readonly NetworkSize[], names: readonly string[]): NetworkSize[] =>
  networks.filter(({ name }) => names.includes(name))

/** A bundle has about ten networks, so all choices can be looked at. */
function subsets(networks: readonly NetworkSize[]): NetworkSize[][] {
  return networks.reduce<NetworkSize[][]>(
    (all, network) => all.flatMap((some) => [some, [...some, network]]),
    [[]],
  )
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
