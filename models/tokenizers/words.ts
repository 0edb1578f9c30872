/** A tokenizer over a closed list of words, for models with a small vocabulary of their own. */

import type { Tokenizer } from './tokenizer.ts'

/** The content of a bundle's tokenizer.json. */
export interface WordsSpec {
  readonly type: 'words'
  /** How many ids a prompt has. */
  readonly length: number
  /** Ids of the two entries of `words` that are no words. */
  readonly pad: number
  readonly unknown: number
  /** Lower case; a word's id is its place in the list. */
  readonly words: readonly string[]
  /** A word to the word or phrase of the vocabulary that stands for it. */
  readonly synonyms: Readonly<Record<string, string>>
  /**
   * Like `synonyms`, but only nearly: whoever writes such a word is told how it was read. Two known words
   * are read so where they follow one another.
   */
  readonly nearest?: Readonly<Record<string, string>> | undefined
  /** Words that say nothing. */
  readonly ignored: readonly string[]
}

/**
 * Ids are the known words in order, without start or end, padded with `pad`. What is neither a
 * word nor a synonym is read as its nearest known word and reported, or else reported and left
 * out. RangeError when pad or unknown stand for a plain word, or a synonym or a nearest word is
 * not in the list.
 */
export function wordsTokenizer(spec: WordsSpec): Tokenizer {
  const { length, pad } = spec
  const ids = new Map(spec.words.map((word, id) => [word, id]))
  const synonyms = phrasesOf(spec.synonyms)
  const nearest = phrasesOf(spec.nearest ?? {})
  const ignored = new Set(spec.ignored)
  requireNoWords(spec)
  requireKnown('synonym', synonyms, ids)
  requireKnown('nearest', nearest, ids)

  return {
    length,
    encode(text) {
      const known: string[] = []
      const unknown = new Set<string>()
      const readAs = new Map<string, string>()
      let lastKnown = ''
      for (const written of wordsIn(text)) {
        const word = withoutAccents(written)
        if (ignored.has(word)) continue
        const meant = synonyms.get(word) ?? (ids.has(word) ? [word] : undefined)
        const both = nearest.get(`${known.at(-1)} ${meant?.join(' ')}`)
        const near = nearest.get(word)
        if (both !== undefined) {
          known.splice(-1, 1, ...both)
          readAs.set(`${lastKnown} ${written}`, both.join(' '))
        } else if (meant !== undefined) {
          known.push(...meant)
        } else if (near !== undefined) {
          known.push(...near)
          readAs.set(written, near.join(' '))
        } else {
          unknown.add(written)
          continue
        }
        lastKnown = written
      }
      const fitting = known.slice(0, length)
      const encoded = new Int32Array(length).fill(pad)
      encoded.set(fitting.map((word) => ids.get(word) ?? pad))
      return {
        ids: encoded,
        words: fitting.map((word, position) => ({ text: word, position })),
        unknown: [...unknown],
        readAs: [...readAs].map(([written, as]) => ({ written, as })),
        dropped: known.slice(length),
      }
    },
  }
}

/** Words are runs of letters: digits, punctuation and signs only part them. */
const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []

const withoutAccents = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '')

const phrasesOf = (table: Readonly<Record<string, string>>): Map<string, readonly string[]> =>
  new Map(Object.entries(table).map(([word, phrase]) => [word, wordsIn(phrase)]))

function requireNoWords(spec: WordsSpec): void {
  for (const id of [spec.pad, spec.unknown]) {
    const word = spec.words[id]
    if (word === undefined || /^[a-z]+$/.test(word)) {
      throw new RangeError(`id ${id} must stand for no word, but stands for ${word}`)
    }
  }
}

function requireKnown(
  kind: string,
  table: ReadonlyMap<string, readonly string[]>,
  ids: ReadonlyMap<string, number>,
): void {
  for (const [word, phrase] of table) {
    const lacking = phrase.find((one) => !ids.has(one))
    if (lacking !== undefined) {
      throw new RangeError(`${kind} ${word} leads to ${lacking}, which is not in the vocabulary`)
    }
  }
}
