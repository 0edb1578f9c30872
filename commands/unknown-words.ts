/** What people are told about words that the model does not know. */
import type { Language, ReadAs } from '../story/artist.ts'
import { clip, listedShortly } from './words.ts'

/** `I read "cottage" as "cabin". storybook does not know: dragon.`; empty when all is known. */
export const readingNote = (language: Language, text: string): string =>
  sentences(
    readAsNote(language.readAs(text)),
    unknownWordsNote(language.model, language.unknownWords(text)),
  )

const readAsNote = (pairs: readonly ReadAs[]): string =>
  pairs.length === 0
    ? ''
    : `I read ${listedShortly(
        pairs.map(({ written, as }) => `"${clip(written, 30)}" as "${as}"`),
        5,
      )}.`

const unknownWordsNote = (model: string, words: readonly string[]): string =>
  words.length === 0 ? '' : `${model} does not know: ${clip(words.join(', '), 120)}.`

/** Sentences in one paragraph; empty ones are left out. */
export const sentences = (...parts: readonly string[]): string => parts.filter(Boolean).join(' ')
