import { svgsIndex } from 'facesjs'
import { describe, expect, it } from 'vitest'
import { describeBriefly, describe as describePerson } from '../../training/descriptions.ts'
import { generatePeople } from '../../training/generate.ts'
import { createRandom } from '../../training/random.ts'
import { art, dataOf } from './world.ts'

const { everybody, pictures } = dataOf(3)
const people = pictures.flatMap((picture) => picture.people)

describe('the generator', () => {
  it('makes the same pictures of the same seed', () => {
    expect(dataOf(3, 40, 100)).toEqual(dataOf(3, 40, 100))
    expect(dataOf(3, 40, 100).pictures).not.toEqual(dataOf(4, 40, 100).pictures)
  })

  it('holds people out', () => {
    const of = (heldOut: boolean) => generatePeople({ seed: 3, heldOut, people: 20 })
    expect(of(true)).not.toEqual(of(false))
  })

  it('lets everybody occur', () => {
    expect(new Set(people.map((person) => person.identity)).size).toBe(everybody.length)
  })

  it('stands people from left to right, heads inside and bodies down to the edge', () => {
    for (const { people, portrait } of pictures.filter((picture) => !picture.portrait)) {
      expect(portrait).toBe(false)
      for (const [k, { x, y, scale, identity }] of people.entries()) {
        expect(x).toBeGreaterThan((people[k - 1]?.x ?? 0) + 30)
        expect(y - 205 * scale).toBeGreaterThan(0)
        const down = 620 + 340 * everybody[identity]!.identity.build[1] - 330
        expect(y + down * scale).toBeGreaterThanOrEqual(255.5)
      }
    }
  })

  it('makes nobody stand twice in one picture', () => {
    for (const { people } of pictures)
      expect(new Set(people.map((person) => person.identity)).size).toBe(people.length)
  })

  it.each([
    ['head', 'head'],
    ['hair', 'hair'],
    ['hairBg', 'hairBg'],
    ['eye', 'eye'],
    ['eyebrow', 'eyebrow'],
    ['nose', 'nose'],
    ['ear', 'ear'],
    ['facialHair', 'facialHair'],
    ['eyeLine', 'eyeLine'],
    ['smileLine', 'smileLine'],
    ['miscLine', 'miscLine'],
    ['glasses', 'glasses'],
  ] as const)("%s is a part of facesjs'", (name, feature) => {
    const used = new Set(everybody.map(({ identity }) => identity[name]))
    expect(svgsIndex[feature]).toEqual(expect.arrayContaining([...used]))
  })

  it('uses the hair of everybody', () => {
    const many = generatePeople({ seed: 1, heldOut: false, people: 8000 })
    const used = (name: 'hair' | 'hairBg' | 'eye' | 'eyebrow' | 'head' | 'facialHair') =>
      new Set(many.map(({ identity }) => identity[name]))
    for (const name of ['hair', 'hairBg', 'eye', 'eyebrow', 'head', 'facialHair'] as const)
      expect([...used(name)].sort()).toEqual([...svgsIndex[name]].sort())
  })

  it('says every colour of hair that nobody would expect', () => {
    const random = createRandom(5)
    const unexpected = generatePeople({ seed: 1, heldOut: false, people: 2000 }).filter(
      ({ wording }) =>
        wording.hairColourUnexpected && wording.hair.every((phrase) => phrase.includes('#')),
    )
    expect(unexpected.length).toBeGreaterThan(300)
    for (const person of unexpected)
      for (const words of [describePerson(random, person), describeBriefly(random, person)])
        expect(words).toMatch(new RegExp(person.wording.hairColours.join('|')))
    const expected = generatePeople({ seed: 1, heldOut: false, people: 2000 }).filter(
      ({ wording, identity }) => !wording.hairColourUnexpected && identity.race === 'black',
    )
    expect(new Set(expected.map(({ wording }) => wording.hairColours[0]))).toEqual(
      new Set(['black', 'dark brown', 'gray', 'white']),
    )
  })

  it('draws only what there is', () => {
    const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)
    for (const { scene, people } of pictures) {
      expect(ids(art.scenes)).toContain(scene)
      for (const person of people) {
        expect(svgsIndex.mouth).toContain(person.mouth)
        expect(ids(art.clothes)).toContain(person.clothing)
        expect(['none', ...ids(art.headwear)]).toContain(person.headwear)
        expect(['none', ...ids(art.actions)]).toContain(person.action)
      }
    }
  })
})
