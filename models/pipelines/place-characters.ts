/** Where the cast stands in a template; another template when somebody is missing. */

import type { FoundPerson } from '../networks/types.ts'

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

export interface PlacementRequest<Template> {
  readonly classWords: readonly string[]
  readonly seed: number
  readonly maxDraws: number
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

/** The first template in which everybody is found; LayoutError after `maxDraws`. */
export async function placeCharacters<Template>({
  classWords,
  seed: firstSeed,
  maxDraws,
  draw,
  find,
}: PlacementRequest<Template>): Promise<Placement<Template>> {
  if (!(maxDraws >= 1)) throw new RangeError(`maxDraws must be at least 1, got ${maxDraws}`)
  let missing: readonly string[] = []
  for (let attempt = 0; attempt < maxDraws; attempt++) {
    const seed = firstSeed + attempt * SEED_STEP
    const template = await draw(seed)
    const found = classWords.length === 0 ? [] : await find(template, classWords, attempt)
    const people = found.filter((person) => person !== undefined)
    if (people.length === classWords.length) return { template, people, seed, draws: attempt + 1 }
    missing = classWords.filter((_, i) => found[i] === undefined)
  }
  throw new LayoutError(missing, maxDraws)
}
