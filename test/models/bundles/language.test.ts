import { expect, test } from 'vitest'
import { language, openTokenizer } from '../../../models/bundles/tokenizer.ts'
import { tinyManifest, writeTinyBundle } from '../../fixtures/bundle.ts'

const words = language(tinyManifest, await openTokenizer(tinyManifest, await writeTinyBundle()))

test('it carries the model and its class words', () => {
  expect(words.model).toBe('tiny')
  expect(words.classWords).toEqual(['man', 'woman'])
})

test.each([
  ['a woman with a man', 'woman'],
  ['the lady', 'woman'],
  ['my Grandfather', 'man'],
  ['a forest', undefined],
  ['a a a a a a a a a a man', 'man'],
])('the class word of "%s" is %s', (description, word) => {
  expect(words.classWordOf(description)).toBe(word)
})

test('unknown words are told once, in order', () => {
  expect(words.unknownWords('a zebra, a woman and the zebra')).toEqual(['zebra', 'and'])
})

test('nearly known words are told with what they were read as', () => {
  const text = 'a Baron in the cottage, the cottage and a zebra'
  expect(words.readAs(text)).toEqual([
    { written: 'baron', as: 'elderly man' },
    { written: 'cottage', as: 'forest' },
  ])
  expect(words.unknownWords(text)).toEqual(['in', 'and', 'zebra'])
  expect(words.classWordOf('the baron')).toBe('man')
})

test('a clip tokenizer knows every word', async () => {
  const clip = {
    type: 'clip' as const,
    vocabulary: 'vocab.json',
    merges: 'merges.txt',
  }
  const tokenizer = await openTokenizer(
    { ...tinyManifest, tokenizer: clip },
    'models/tokenizers/clip',
  )
  const sdxl = language(tinyManifest, tokenizer)
  expect(sdxl.classWordOf('a smiling woman in a forest')).toBe('woman')
  expect(sdxl.unknownWords('a zebra')).toEqual([])
  expect(sdxl.readAs('a zebra')).toEqual([])
})

test('a tokenizer file that is not in order is named', async () => {
  const dir = await writeTinyBundle()
  const broken = { type: 'words' as const, file: 'decoder.onnx' }
  await expect(openTokenizer({ ...tinyManifest, tokenizer: broken }, dir)).rejects.toThrow(
    'decoder.onnx',
  )
})
