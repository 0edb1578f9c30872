/** Who of a cast stands where in a picture. */

import type { Mask } from './mask.ts'
import { type LayoutMaps, type Person, readPersons } from './person-maps.ts'

export type { LayoutMaps }

export interface PlacedPerson {
  /** How surely a person stands there, times the mean probability that it is of the class. */
  readonly score: number
  /** Where the head is, pixels of the maps. */
  readonly head: { readonly x: number; readonly y: number }
  /** Of the maps' size. */
  readonly mask: Mask
}

/**
 * One person for each wanted class word, in the order of the words; undefined where nobody is
 * left. Nobody is taken twice. As many are placed as can be; of the ways to do so the likeliest:
 * heads' peaks times class probabilities, and people stand from left to right in the order of the
 * words with odds of `asNamed` to 1 for each pair (1: only equal ways are decided so).
 * `threshold` is what a head's peak must reach. RangeError when the maps' dims disagree, a word is
 * none of their class words or `asNamed` is below 1.
 * METHOD 2B: the k best of a class word that occurs k times.
 */
export function findPersons(
  maps: LayoutMaps,
  wanted: readonly string[],
  { threshold, asNamed = 1 }: { readonly threshold: number; readonly asNamed?: number },
): readonly (PlacedPerson | undefined)[] {
  if (!(asNamed >= 1)) throw new RangeError(`asNamed must be at least 1, got ${asNamed}`)
  const classes = wanted.map((word) => {
    const index = maps.classWords.indexOf(word)
    if (index === -1) {
      throw new RangeError(`"${word}" is none of the class words ${maps.classWords.join(', ')}`)
    }
    return index
  })
  const persons = readPersons(maps, threshold)
  return likeliest(persons, classes, Math.max(Math.log(asNamed), DECIDES)).map((person, member) =>
    person === undefined
      ? undefined
      : { score: scoreOf(person, classes[member]), mask: person.mask, head: person.head },
  )
}

type Assignment = readonly (Person | undefined)[]

/** The least log odds of an order: they decide where nothing else does. */
const DECIDES = 1e-6
/** No class word is less likely: a network is never that sure. */
const LEAST = 1e-3

const scoreOf = (person: Person, classIndex: number): number =>
  person.head.height * person.classProbabilities[classIndex]

/** Tries every way: a cast has few members and a picture few people. */
function likeliest(
  persons: readonly Person[],
  classes: readonly number[],
  logOdds: number,
): Assignment {
  let best = { placed: -1, logLikelihood: 0, assigned: [] as Assignment }
  const place = (assigned: Assignment, logLikelihood: number) => {
    if (assigned.length === classes.length) {
      const placed = assigned.filter((person) => person !== undefined).length
      if (placed > best.placed || (placed === best.placed && logLikelihood > best.logLikelihood))
        best = { placed, logLikelihood, assigned }
      return
    }
    const classIndex = classes[assigned.length]
    for (const person of persons) {
      if (assigned.includes(person)) continue
      const disordered = assigned.filter(
        (earlier) => earlier !== undefined && earlier.head.x > person.head.x,
      ).length
      const score = Math.log(Math.max(scoreOf(person, classIndex), LEAST))
      place([...assigned, person], logLikelihood + score - disordered * logOdds)
    }
    place([...assigned, undefined], logLikelihood)
  }
  place([], 0)
  return best.assigned
}
