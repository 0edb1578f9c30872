/** A set of people and pictures of them, the same for the same seed. */

import { createPerson, type Person } from './identities.ts'
import type { Art } from './looks.ts'
import { createRandom, type Random } from './random.ts'
import { makePortrait, makeScene, type PictureRecord } from './records.ts'

export interface PeopleRequest {
  readonly seed: number
  /** People whom no set without this has. */
  readonly heldOut: boolean
  readonly people: number
}

/** Numbers count from 0, in order. */
export function generatePeople({ seed, heldOut, people }: PeopleRequest): Person[] {
  const random = createRandom((seed * 2 + (heldOut ? 1 : 0)) * 7919 + 1234567)
  return Array.from({ length: people }, (_, number) => createPerson(random, number))
}

export interface RecordsRequest {
  readonly seed: number
  readonly art: Art
  readonly everybody: readonly Person[]
  readonly records: number
  /** The share of portraits. */
  readonly portraits: number
}

/** How many people stand in a picture that is no portrait: three are the hardest to keep apart. */
const company = [
  [1, 30],
  [2, 25],
  [3, 30],
  [0, 5],
] as const

export function* generateRecords(request: RecordsRequest): Generator<PictureRecord> {
  const { seed, art, everybody, records, portraits } = request
  const random = createRandom(seed * 104729 + 7654321)
  const draw = deck(random, everybody)
  for (let i = 0; i < records; i++) {
    if (random.chance(portraits)) yield makePortrait(random, art, draw([]))
    else {
      const people: Person[] = []
      const count = Math.min(random.weighted(company), everybody.length)
      while (people.length < count) people.push(draw(people))
      yield makeScene(random, art, people)
    }
  }
}

/** Deals everybody in turn, shuffled anew each round; nobody twice into one picture. */
function deck(random: Random, everybody: readonly Person[]) {
  let left: Person[] = []
  return (taken: readonly Person[]) => {
    const free = () => left.findLastIndex((person) => !taken.includes(person))
    if (free() < 0) left = [...shuffled(random, everybody), ...left]
    return left.splice(free(), 1)[0]!
  }
}

/** Fisher and Yates. */
function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const list = [...items]
  for (let i = list.length - 1; i > 0; i--) {
    const k = random.integer(0, i)
    ;[list[i], list[k]] = [list[k]!, list[i]!]
  }
  return list
}
