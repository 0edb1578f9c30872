import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findClassToken } from '../../../models/tokenizers/class-token.ts'
import { clipTokenizer } from '../../../models/tokenizers/clip.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

const golden: { cases: { text: string; ids: number[]; padded77: number[] }[] } = JSON.parse(
  read('test/golden/clip-tokenizer.json'),
)
const vocabulary: Record<string, number> = JSON.parse(read('models/tokenizers/clip/vocab.json'))
const merges = read('models/tokenizers/clip/merges.txt')
const tokenizer = clipTokenizer(vocabulary, merges)
const long = clipTokenizer(vocabulary, merges, 200)

describe('clipTokenizer', () => {
  it.each(golden.cases)('encodes $text as transformers does', ({ text, ids, padded77 }) => {
    const encoding = tokenizer.encode(text)
    expect([...encoding.ids]).toEqual(padded77)
    expect(encoding.words).toHaveLength(Math.min(ids.length, 77) - 2)
    expect(encoding.dropped).toHaveLength(Math.max(ids.length - 77, 0))
    expect([...long.encode(text).ids.slice(0, ids.length)]).toEqual(ids)
  })

  it('says where each piece stands', () => {
    expect(tokenizer.encode('Newlines!').words).toEqual([
      { text: 'new', position: 1 },
      { text: 'lines', position: 2 },
      { text: '!', position: 3 },
    ])
  })

  it('pads with another token for the second text encoder of SDXL', () => {
    const { ids } = clipTokenizer(vocabulary, merges, 5, '!').encode('a')
    expect([...ids]).toEqual([49406, 320, 49407, 0, 0])
  })

  it('refuses a vocabulary that lacks a piece, and merges that are no pairs', () => {
    expect(() => clipTokenizer({ a: 0 }, merges)).toThrow('lacks the piece <|startoftext|>')
    expect(() => clipTokenizer(vocabulary, 'a b\nabc')).toThrow('no pair: abc')
  })
})

describe('findClassToken with CLIP', () => {
  it('removes the trigger word and points at the class word before it', () => {
    const prompt = 'young woman img with long black hair'
    const { ids, index } = findClassToken(tokenizer, prompt, 'woman', 'img')
    expect(ids).toEqual(tokenizer.encode('young woman with long black hair').ids)
    expect(ids[index]).toBe(vocabulary['woman</w>'])
    expect(index).toBe(2)
  })

  it('points at the last piece of a class word that has several', () => {
    const { ids, index } = findClassToken(tokenizer, 'an astromancer img', 'astromancer', 'img')
    const pieces = tokenizer.encode('astromancer').words.map(({ text }) => text)
    expect(pieces.length).toBeGreaterThan(1)
    expect(index).toBe(1 + pieces.length)
    expect(ids[index + 1]).toBe(49407)
  })
})
