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
 * left. Nobody is taken twice: the best match of all goes first, then the best of those left.
 * Members of the cast with one class word stand from left to right in their order.
 * `threshold` is what a head's peak must reach. RangeError when the maps' dims disagree or a word
 * is none of their class words.
 * METHOD 2B: the k best of a class word that occurs k times.
 */
export function findPersons(
  maps: LayoutMaps,
  wanted: readonly string[],
  threshold: number,
): readonly (PlacedPerson | undefined)[] {
  const classes = wanted.map((word) => {
    const index = maps.classWords.indexOf(word)
    if (index === -1) {
      throw new RangeError(`"${word}" is none of the class words ${maps.classWords.join(', ')}`)
    }
    return index
  })
  const persons = readPersons(maps, threshold)
  const assigned = leftToRight(assignGreedily(persons, classes), classes)
  return assigned.map((person, member) =>
    person === undefined
      ? undefined
      : { score: scoreOf(person, classes[member]), mask: person.mask, head: person.head },
  )
}

type Assignment = readonly (Person | undefined)[]

const scoreOf = (person: Person, classIndex: number): number =>
  person.head.height * person.classProbabilities[classIndex]

function assignGreedily(persons: readonly Person[], classes: readonly number[]): Assignment {
  const matches = classes
    .flatMap((classIndex, member) =>
      persons.map((person) => ({ member, person, score: scoreOf(person, classIndex) })),
    )
    .sort((a, b) => b.score - a.score)
  const assigned: (Person | undefined)[] = classes.map(() => undefined)
  const taken = new Set<Person>()
  for (const { member, person } of matches) {
    if (assigned[member] !== undefined || taken.has(person)) continue
    assigned[member] = person
    taken.add(person)
  }
  return assigned
}

/** The same persons for each class; those who are missing come last. */
function leftToRight(assigned: Assignment, classes: readonly number[]): Assignment {
  const ordered = [...assigned]
  for (const classIndex of new Set(classes)) {
    const members = [...classes.keys()].filter((member) => classes[member] === classIndex)
    const persons = members
      .map((member) => assigned[member])
      .filter((person) => person !== undefined)
      .sort((a, b) => a.head.x - b.head.x)
    members.forEach((member, i) => {
      ordered[member] = persons[i]
    })
  }
  return ordered
}
