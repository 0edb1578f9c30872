/** An endless stream of payloads: as they should be, spoiled, or sent again. */

import type { Random } from '../../../training/random.ts'
import { disturb, type Json, spoil } from './mutate.ts'

type Treatment = 'as it should be' | 'strange words' | 'spoiled' | 'elsewhere' | 'again'

export interface Made {
  readonly kind: string
  readonly treatment: Treatment
  readonly payload: Json
}

/** What a platform sends. */
export interface Source<Scene> {
  /** Every kind with its weight. */
  readonly kinds: Readonly<Record<string, readonly [make: (scene: Scene) => Json, weight: number]>>
  /** Keys under which people write. */
  readonly written: readonly string[]
  /** The payload as if it came from somewhere else. */
  readonly elsewhere: (payload: Json, scene: Scene) => Json
  /** Gives a copy, whatever was changed in it, the id of what was sent before. */
  readonly sameId: (copy: Json, before: Json) => Json
}

export interface Stream<Scene> {
  /** From now on other ids are spoken of. */
  forget(): void
  next(scene: Scene): Made
}

/** So many of the last payloads may be sent again. */
const remembered = 200

export function openStream<Scene>(
  { kinds, written, elsewhere, sameId }: Source<Scene>,
  random: Random,
): Stream<Scene> {
  const earlier: Made[] = []

  function again(): Made {
    const { kind, payload } = random.pick(earlier)
    const copy = structuredClone(payload)
    // The same id with other words is the same command too.
    const changed = random.chance(0.2) ? disturb(copy, written, random) : copy
    return { kind, treatment: 'again', payload: sameId(changed, payload) }
  }

  function treated(treatment: Treatment, payload: Json, scene: Scene): Json {
    if (treatment === 'strange words') return disturb(payload, written, random)
    if (treatment === 'spoiled') return spoil(payload, random)
    return treatment === 'elsewhere' ? elsewhere(payload, scene) : payload
  }

  return {
    forget: () => void earlier.splice(0),
    next(scene) {
      const weights = Object.entries(kinds).map(([kind, [, weight]]) => [kind, weight] as const)
      const kind = random.weighted(weights)
      const treatment = random.weighted<Treatment>([
        ['as it should be', 5],
        ['strange words', 4],
        ['spoiled', 8],
        ['elsewhere', 1],
        ['again', earlier.length === 0 ? 0 : 2],
      ])
      if (treatment === 'again') return again()
      const [make] = kinds[kind]!
      const made = { kind, treatment, payload: treated(treatment, make(scene), scene) }
      earlier.push(made)
      if (earlier.length > remembered) earlier.shift()
      return made
    },
  }
}
