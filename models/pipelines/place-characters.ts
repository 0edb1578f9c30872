/** Where the cast stands in a template; another template when somebody is missing or hidden. */

import type { FoundPerson, Head } from '../networks/types.ts'

/** Nobody was found for some class words, in any of the templates that were drawn. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError'
  /** Class words that were not found in the last template, as often as they were missing. */
  readonly missing: readonly string[]
  readonly draws: number

  constructor(missing: readonly string[], draws: number) {
    super(`found no ${missing.join(', no ')} in any of ${draws} drawings`)
    this.missing = missing
    this.draws = draws
  }
}

/** The room that every head of a template should have. */
export interface HeadRoom {
  /** To the next head, in widths of the wider one: who stands in front of another hides them. */
  readonly apart: number
  /** Below its middle, as a part of the picture's height. */
  readonly below: number
}

export interface PlacementRequest<Template> {
  readonly classWords: readonly string[]
  readonly seed: number
  readonly maxDraws: number
  /** Undefined: heads are as they come. */
  readonly headRoom: HeadRoom | undefined
  /** Of the template, in pixels. */
  readonly height: number
  readonly draw: (seed: number) => Promise<Template>
  readonly find: (
    template: Template,
    classWords: readonly string[],
    attempt: number,
  ) => Promise<readonly (FoundPerson | undefined)[]>
}

export interface Placement<Template> {
  readonly template: Template
  /** In the order of the class words. */
  readonly people: readonly FoundPerson[]
  /** The seed that drew the template. */
  readonly seed: number
  readonly draws: number
}

/** The published code's distance from one attempt's seed to the next one's. */
const SEED_STEP = 3533

/**
 * The first template in which everybody is found and every head has `headRoom`; after `maxDraws`
 * the one with most room of those with everybody. LayoutError when none has everybody.
 */
export async function placeCharacters<Template>({
  classWords,
  seed: firstSeed,
  maxDraws,
  headRoom,
  height,
  draw,
  find,
}: PlacementRequest<Template>): Promise<Placement<Template>> {
  if (!(maxDraws >= 1)) throw new RangeError(`maxDraws must be at least 1, got ${maxDraws}`)
  let missing: readonly string[] = []
  let best:
    | { readonly room: number; readonly placed: Omit<Placement<Template>, 'draws'> }
    | undefined
  let draws = 0
  while (draws < maxDraws && !(best !== undefined && best.room >= 1)) {
    const seed = firstSeed + draws * SEED_STEP
    const template = await draw(seed)
    const found = classWords.length === 0 ? [] : await find(template, classWords, draws)
    draws++
    const people = found.filter((person) => person !== undefined)
    missing = classWords.filter((_, i) => found[i] === undefined)
    if (missing.length > 0) continue
    const heads = people.map((person) => person.head)
    const room = headRoom === undefined ? 1 : leastRoom(heads, height, headRoom)
    if (best === undefined || room > best.room) best = { room, placed: { template, people, seed } }
  }
  if (best === undefined) throw new LayoutError(missing, maxDraws)
  return { ...best.placed, draws }
}

/** The least part of the wanted room that a head has, heads in the picture of `height`. */
function leastRoom(heads: readonly Head[], height: number, wanted: HeadRoom): number {
  const apart = heads.flatMap((a, i) =>
    heads.slice(i + 1).map((b) => {
      const width = Math.max(a.width ?? 0, b.width ?? 0)
      return width === 0 ? Number.POSITIVE_INFINITY : Math.hypot(a.x - b.x, a.y - b.y) / width
    }),
  )
  const below = heads.map(({ y }) => (height - y) / height)
  return Math.min(
    ...apart.map((gap) => gap / wanted.apart),
    ...below.map((part) => part / wanted.below),
  )
}
