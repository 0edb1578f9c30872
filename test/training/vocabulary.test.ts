import { describe, expect, it } from 'vitest'
import { tokenizer } from '../../training/records.ts'
import vocabulary from '../../training/vocabulary.json' with { type: 'json' }
import { art, dataOf } from './world.ts'

const unknownOf = (texts: readonly string[]) => [
  ...new Set(texts.flatMap((text) => tokenizer.encode(text).unknown)),
]

/** As people write to the bot; nothing of any benchmark. */
const written = [
  'A close-up photo of a young Korean man with short, wavy black hair and fair skin, wearing a denim jacket in a crowded subway',
  'a happy old lady with curly grey hair baking a cake in her kitchen',
  'A close-up photo of an elderly African man with a white beard and dark skin, playing chess in the park',
  'two friends drinking coffee at a cafe',
  'a girl with red pigtails and freckles flying a kite on the beach at sunset',
  'a bald man with a thick mustache and glasses reading the newspaper on a bench',
  'A close-up photo of a middle-aged Latina woman with long, brown hair and olive skin, cooking soup in a rustic kitchen',
  'young Indian boy with messy black hair and brown skin, kicking a ball in the street',
  'a blonde teenager in a hoodie listening to music in her bedroom at night',
  'an angry businessman in a gray suit talking on the phone in his office',
  'A close-up photo of a young Caucasian woman with a blonde ponytail and light skin, holding a camera by the lake',
  'a little boy eating ice cream at the zoo',
  'a portrait of a sad woman in a blue dress, in watercolour style',
  'a man with dreadlocks playing the guitar around a campfire under the stars',
  'grandfather and grandson fishing by the river',
  'a doctor with short hair writing in a notebook at the hospital',
  'a surprised girl wearing a party hat holding a birthday present',
  'an old wizard with a long white beard in a castle',
  'a woman doing yoga on a mountain at sunrise',
  'A boy and a girl with backpacks walking to school in the rain',
]

describe('the vocabulary', () => {
  it('has no word twice', () => {
    const { words, synonyms, ignored } = vocabulary
    const all = [...words, ...Object.keys(synonyms), ...ignored]
    expect(all.filter((word, i) => all.indexOf(word) !== i)).toEqual([])
  })

  it('knows how everything drawn is called', () => {
    const { scenes, clothes, headwear, actions } = art
    const phrases = [scenes, headwear, actions].flat().flatMap((one) => one.phrases)
    expect(unknownOf([...phrases, ...clothes.flatMap((one) => one.nouns)])).toEqual([])
  })

  it('knows every caption, and each fits', () => {
    const { pictures } = dataOf(5)
    const texts = pictures.flatMap(({ caption, people }) => [
      caption,
      ...people.flatMap(({ prompt, description }) => [prompt, description]),
    ])
    expect(unknownOf(texts)).toEqual([])
    expect(texts.flatMap((text) => tokenizer.encode(text).dropped)).toEqual([])
  })

  it('puts the class word into each own prompt', () => {
    for (const { word, prompt } of dataOf(6, 100, 400).pictures.flatMap(({ people }) => people))
      expect(tokenizer.encode(prompt).words.map(({ text }) => text)).toContain(word)
  })

  it('knows nine of ten words that people write', () => {
    const unknown = written.flatMap((text) => tokenizer.encode(text).unknown)
    const words = written.flatMap((text) => text.match(/\p{L}+/gu) ?? [])
    expect(unknown.length / words.length).toBeLessThan(0.1)
  })
})
