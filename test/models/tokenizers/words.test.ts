import { describe, expect, it } from 'vitest'
import { findClassToken } from '../../../models/tokenizers/class-token.ts'
import { type WordsSpec, wordsTokenizer } from '../../../models/tokenizers/words.ts'

const spec: WordsSpec = {
  type: 'words',
  length: 6,
  pad: 0,
  unknown: 1,
  words: ['<pad>', '<unk>', 'woman', 'man', 'young', 'gray', 'hair', 'cafe', 'girl'],
  synonyms: { grey: 'gray', lady: 'woman', teenager: 'young girl', senor: 'man' },
  ignored: ['a', 'the', 'with'],
}
const tokenizer = wordsTokenizer(spec)

describe('wordsTokenizer', () => {
  it('keeps known words in order and pads', () => {
    expect(tokenizer.encode('A young WOMAN with gray hair.')).toEqual({
      ids: Int32Array.of(4, 2, 5, 6, 0, 0),
      words: [
        { text: 'young', position: 0 },
        { text: 'woman', position: 1 },
        { text: 'gray', position: 2 },
        { text: 'hair', position: 3 },
      ],
      unknown: [],
      readAs: [],
      dropped: [],
    })
  })

  it('reads accents, synonyms and phrases', () => {
    const ids = (text: string) => [...tokenizer.encode(text).ids]
    expect(ids('the lady, grey-hair, café')).toEqual([2, 5, 6, 7, 0, 0])
    expect(ids('a teenager')).toEqual([4, 8, 0, 0, 0, 0])
    expect(ids('Señor')).toEqual([3, 0, 0, 0, 0, 0])
  })

  it('reports unknown words once, as they were written, and leaves them out', () => {
    const { ids, unknown } = tokenizer.encode('Naïve woman, naïve straße 7 日本 constructor')
    expect([...ids]).toEqual([2, 0, 0, 0, 0, 0])
    expect(unknown).toEqual(['naïve', 'straße', '日本', 'constructor'])
  })

  it('reads nearly known words and reports each once; what is known stays so', () => {
    const nearest = { coffeehouse: 'cafe', dame: 'old woman', man: 'woman', a: 'man', lady: 'girl' }
    const words = [...spec.words, 'old']
    const { encode } = wordsTokenizer({ ...spec, words, nearest })
    const { ids, readAs, unknown } = encode('A man, a lady, a Dáme, a dáme: coffeehouse, saloon')
    expect([...ids]).toEqual([3, 2, 9, 2, 9, 2])
    expect(readAs).toEqual([
      { written: 'dáme', as: 'old woman' },
      { written: 'coffeehouse', as: 'cafe' },
    ])
    expect(unknown).toEqual(['saloon'])
  })

  it('reads two words that follow one another as what stands for both, what is left out aside', () => {
    const nearest = { 'young cafe': 'young girl cafe' }
    const { encode } = wordsTokenizer({ ...spec, words: [...spec.words], nearest })
    const { words, readAs } = encode('a woman, a Young tiny café, a cafe')
    expect(words.map(({ text }) => text).join(' ')).toBe('woman young girl cafe cafe')
    expect(readAs).toEqual([{ written: 'young café', as: 'young girl cafe' }])
  })

  it('reports the words that do not fit', () => {
    const { words, dropped } = tokenizer.encode('man man man man man woman girl cafe')
    expect(words).toHaveLength(6)
    expect(dropped).toEqual(['girl', 'cafe'])
  })

  it('refuses tables that contradict themselves', () => {
    expect(() => wordsTokenizer({ ...spec, words: ['woman', 'man', 'young'] })).toThrow(
      'id 0 must stand for no word, but stands for woman',
    )
    expect(() => wordsTokenizer({ ...spec, nearest: { saloon: 'bar' } })).toThrow(
      'nearest saloon leads to bar, which is not in the vocabulary',
    )
    expect(() => wordsTokenizer({ ...spec, synonyms: { dame: 'old woman' } })).toThrow(
      'synonym dame leads to old, which is not in the vocabulary',
    )
  })
})

describe('findClassToken', () => {
  const find = (prompt: string, classWord = 'woman') =>
    findClassToken(tokenizer, prompt, classWord, 'img')

  it('removes the trigger word and points at the class word before it', () => {
    const found = find('man, young woman IMG, gray hair')
    expect([...found.ids]).toEqual([3, 4, 2, 5, 6, 0])
    expect(found.index).toBe(2)
  })

  it('tells two people of one class word apart by the trigger word', () => {
    expect(find('a woman, a young woman img').index).toBe(2)
    expect(find('a woman img, a young woman').index).toBe(0)
  })

  it('takes the first occurrence where there is no trigger word', () => {
    expect(find('a young woman, a woman').index).toBe(1)
  })

  it('reads the class word as the vocabulary does', () => {
    expect(find('a grey lady img').index).toBe(1)
    expect(find('a young woman img', 'lady').index).toBe(1)
    expect(find('a grey teenager img', 'teenager').index).toBe(2)
  })

  it.each([
    ['no class word', 'a young man img', 'class word "woman" has no token right before "img"'],
    ['another word between', 'a woman hair img', 'right before "img" in "a woman hair img"'],
    ['neither word', 'gray hair', 'class word "woman" has no token in "gray hair"'],
    ['an empty prompt', '', 'has no token in ""'],
    ['the trigger first', 'img woman', 'has no token right before "img"'],
    ['the trigger twice', 'woman img, woman img', 'occurs more than once'],
    ['no room for it', 'man man man man man man woman img', 'has no token right before "img"'],
  ])('refuses a prompt with %s', (_, prompt, message) => {
    expect(() => find(prompt)).toThrow(RangeError)
    expect(() => find(prompt)).toThrow(message)
  })

  it('refuses a class word that is not in the vocabulary', () => {
    expect(() => find('a wizard img', 'wizard')).toThrow('class word "wizard" has no token')
  })
})
