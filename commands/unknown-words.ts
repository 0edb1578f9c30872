import type { Language } from '../story/artist.ts'
import { clip } from './words.ts'

/** `storybook does not know: dragon, castle.`; nothing when there is nothing to tell. */
export const unknownWordsNote = (language: Language, words: readonly string[]): string =>
  words.length === 0 ? '' : `${language.model} does not know: ${clip(words.join(', '), 120)}.`

/** Sentences in one paragraph; empty ones are left out. */
export const sentences = (...parts: readonly string[]): string => parts.filter(Boolean).join(' ')
