import { describe, expect, it } from 'vitest'
import { findBlocked, readBlocked } from '../../story/blocked-words.ts'

describe('a blocked word', () => {
  it.each([
    ['Mira with a GUN in a park', 'gun'],
    ['Mira, gun.', 'Gun'],
    ['a café at night', 'cafe'],
    ['a cafe at night', 'CAFÉ'],
    ['cafe\u0301s', 'cafés'],
    ['in der STRASSE', 'straße'],
    ['ｇｕｎ in full width', 'gun'],
    ['Mira wears no   clothes', 'no clothes'],
    ['no-clothes', 'no clothes'],
    ['Мира с ружьём', 'РУЖЬЕМ'],
    ['彼は銃を持つ', '銃'],
  ])('is found in %j: %j', (text, word) => expect(findBlocked(text, [word])).toBe(word))

  it.each([
    ['Mira has begun to run', 'gun'],
    ['a gunner', 'gun'],
    ['no warm clothes', 'no clothes'],
    ['Mira in a park', '!'],
    ['', 'gun'],
  ])('is not found in %j: %j', (text, word) => expect(findBlocked(text, [word])).toBeUndefined())

  it('is told as it was written', () => {
    expect(findBlocked('blood and a gun', ['Gun', 'blood'])).toBe('Gun')
  })
})

it('reads a list, each word once', () => {
  expect(readBlocked(' gun, Blood ;GUN,, café,cafe, no   clothes,!')).toEqual([
    'gun',
    'Blood',
    'café',
    'no clothes',
  ])
})
