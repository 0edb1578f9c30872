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
  /** Words that say nothing. */
  readonly ignored: readonly string[]
}

/**
 * Ids are the known words in order, without start or end, padded with `pad`. Unknown words are
 * reported and left out. RangeError when pad or unknown stand for a plain word, or a synonym
 * leads to a word that is not in the list.
 */
export function wordsTokenizer(spec: WordsSpec): Tokenizer {
  const { length, pad } = spec
  const ids = new Map(spec.words.map((word, id) => [word, id]))
  const synonyms = new Map(
    Object.entries(spec.synonyms).map(([word, phrase]) => [word, wordsIn(phrase)]),
  )
  const ignored = new Set(spec.ignored)
  requireConsistent(spec, ids, synonyms)

  return {
    length,
    encode(text) {
      const known: string[] = []
      const unknown = new Set<string>()
      for (const written of wordsIn(text)) {
        const word = withoutAccents(written)
        if (ignored.has(word)) continue
        const meant = synonyms.get(word) ?? [word]
        if (meant.every((one) => ids.has(one))) known.push(...meant)
        else unknown.add(written)
      }
      const fitting = known.slice(0, length)
      const encoded = new Int32Array(length).fill(pad)
      encoded.set(fitting.map((word) => ids.get(word) ?? pad))
      return {
        ids: encoded,
        words: fitting.map((word, position) => ({ text: word, position })),
        unknown: [...unknown],
        dropped: known.slice(length),
      }
    },
  }
}

/** Words are runs of letters: digits, punctuation and signs only part them. */
const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []

const withoutAccents = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '')

function requireConsistent(
  spec: WordsSpec,
  ids: ReadonlyMap<string, number>,
  synonyms: ReadonlyMap<string, readonly string[]>,
): void {
  for (const id of [spec.pad, spec.unknown]) {
    const word = spec.words[id]
    if (word === undefined || /^[a-z]+$/.test(word)) {
      throw new RangeError(`id ${id} must stand for no word, but stands for ${word}`)
    }
  }
  for (const [word, phrase] of synonyms) {
    const lacking = phrase.find((one) => !ids.has(one))
    if (lacking !== undefined) {
      throw new RangeError(`synonym ${word} leads to ${lacking}, which is not in the vocabulary`)
    }
  }
}
