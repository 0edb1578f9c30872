import { describe, expect, it } from 'vitest'
import { findMentions, nameLikeWords, splitNames, withoutMentions } from '../../story/names.ts'

describe('mentions', () => {
  it.each<[string, string[], string[]]>([
    ['Mira and Tomas in a park', ['Tomas', 'Mira'], ['Mira', 'Tomas']],
    ['mira waves to TOMAS', ['Tomas', 'Mira'], ['Mira', 'Tomas']],
    ["Mira's hat and Tomas’s dog", ['Mira', 'Tomas'], ['Mira', 'Tomas']],
    ['Miranda admires a mirage', ['Mira'], []],
    ['Old Tom meets Tom', ['Tom', 'Old Tom'], ['Old Tom', 'Tom']],
    ['old  tom waves', ['Tom', 'Old Tom'], ['Old Tom']],
    ['Anna-Maria waves', ['Anna'], []],
    ['Anna-Maria waves', ['Anna', 'Anna-Maria'], ['Anna-Maria']],
    ['O’Brien waves', ["O'Brien", 'Brien'], ["O'Brien"]],
    ['Élodie, Иван and ミラは公園で', ['Élodie', 'Иван', 'ミラ'], ['Élodie', 'Иван', 'ミラ']],
    ['Mira, Mira and Mira', ['Mira'], ['Mira']],
    ['Tom (Ann) "Bo"', ['Tom', 'Ann', 'Bo'], ['Tom', 'Ann', 'Bo']],
    ['nobody', [], []],
  ])('%s', (text, names, found) => {
    const mentioned = findMentions(text, names).map(({ name }) => name)
    expect([...new Set(mentioned)]).toEqual(found)
  })

  it('stays quick with hundreds of names that all stand there', () => {
    const names = Array.from({ length: 330 }, (_, i) => `N${i}`)
    expect(findMentions(names.join(' '), names)).toHaveLength(330)
  }, 2000)

  it('says where they stand, the possessive included', () => {
    const text = "James' hat, Mira's hat"
    const mentions = findMentions(text, ['Mira', 'James'])
    expect(mentions.map(({ start, end }) => text.slice(start, end))).toEqual(["James'", "Mira's"])
    expect(withoutMentions(text, mentions)).toBe('       hat,        hat')
  })
})

it.each<[string, string[], string[]]>([
  ['Mira, Tomas', [], ['Mira', 'Tomas']],
  ['Mira and Tomas', [], ['Mira', 'Tomas']],
  ['Mira, Tomas, and Old Tom & Bo', [], ['Mira', 'Tomas', 'Old Tom', 'Bo']],
  ['Sandy, Andy', [], ['Sandy', 'Andy']],
  ['Tom and Jerry, Mira', ['Tom and Jerry'], ['Tom and Jerry', 'Mira']],
  ['Mira, mira', [], ['Mira']],
  [' , and ', [], []],
])('splits %s', (list, known, names) => {
  expect(splitNames(list, known)).toEqual(names)
})

describe('words that look like names', () => {
  const unknown = ['tomas', 'dragon', 'sitting', 'underneath', 'ann', 'nasa', 'then', 'lunch']
  it.each<[string, string[]]>([
    ['Tomas in a park', ['Tomas']],
    ['a woman and Tomas', ['Tomas']],
    ["a woman with Tomas's hat", ['Tomas']],
    ['a woman and a dragon', []],
    ['Sitting in a park', []],
    ['Underneath the tree', []],
    ['a park. Then it rains', []],
    ['NASA in a park', []],
    ['a woman says "Hello Tomas" to Ann', ['Ann']],
    ['Tomas and Ann, Tomas', ['Tomas', 'Ann']],
  ])('%s', (text, names) => {
    expect(nameLikeWords(text, unknown)).toEqual(names)
  })
})
