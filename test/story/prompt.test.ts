import { expect, it } from 'vitest'
import { characterPrompt, inOrderOfNaming, templatePrompt } from '../../story/prompt.ts'

const mira = {
  name: 'Mira',
  description: 'young woman with long red hair',
  classWord: 'woman',
}
const tomas = { name: 'Tomas', description: 'An old man with a beard.', classWord: 'man' }
const tom = { name: 'Tom', description: 'old man', classWord: 'man' }
const oldTom = { name: 'Old Tom', description: 'a very old man', classWord: 'man' }

it.each<[string, (typeof mira)[], string | undefined, string]>([
  ['Mira in a park', [mira], undefined, 'a young woman with long red hair in a park'],
  [
    'MIRA and Tomas in a park',
    [tomas, mira],
    'watercolor',
    'a young woman with long red hair and an old man with a beard in a park, in watercolor style',
  ],
  [
    "Mira sits. Mira's hat is red, Mira smiles",
    [mira],
    undefined,
    "a young woman with long red hair sits. the woman's hat is red, the woman smiles",
  ],
  ['Old Tom meets Tom', [tom, oldTom], undefined, 'a very old man meets an old man'],
  ['sitting on a bench', [mira], undefined, 'a young woman with long red hair sitting on a bench'],
  [
    'a park at night',
    [mira, tomas],
    undefined,
    'a young woman with long red hair and an old man with a beard, a park at night',
  ],
  [
    'Mira in a park',
    [mira, tomas],
    undefined,
    'an old man with a beard and a young woman with long red hair in a park',
  ],
  ['Miranda waves.', [], 'in the style of a poster', 'Miranda waves, in the style of a poster'],
  ['a park in Watercolor', [], 'watercolor', 'a park in Watercolor'],
  ['a park', [], 'pencil style.', 'a park, in pencil style'],
  ['a park', [], '  ', 'a park'],
])('%s', (prompt, cast, style, scene) => {
  expect(templatePrompt(prompt, cast, style)).toBe(scene)
})

it('gives portraits an article and a style', () => {
  expect(characterPrompt('young woman')).toBe('a young woman')
  expect(characterPrompt('old man', 'pencil')).toBe('an old man, in pencil style')
  expect(characterPrompt('The young woman.')).toBe('the young woman')
})

it.each([
  ['Tomas waits for Mira', [mira, tomas], ['Tomas', 'Mira']],
  ['on a bench with Mira', [mira, tomas], ['Tomas', 'Mira']],
])('knows in which order "%s" names its cast', (prompt, cast, names) => {
  expect(inOrderOfNaming(prompt, cast).map(({ name }) => name)).toEqual(names)
  const described = templatePrompt(prompt, cast)
  const at = names.map((name) => {
    const { description } = cast.find((one) => one.name === name)!
    return described.indexOf(description.replace(/^An? |\.$/g, ''))
  })
  expect(at).toEqual([...at].sort((a, b) => a - b))
})
