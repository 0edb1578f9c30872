/** Where an identity enters a prompt: at the token of its class word. */

import type { Piece, Tokenizer } from './tokenizer.ts'

export interface ClassToken {
  /** The prompt's ids without the trigger word. */
  readonly ids: Int32Array
  /** Where the class word's token stands; its last piece, where it has several. */
  readonly index: number
}

/**
 * Removes the trigger word and finds the class word before it, on tokens: "a woman img in a
 * park" becomes the ids of "a woman in a park" and woman's position. In a prompt without the
 * trigger word, the class word's first occurrence counts. RangeError when the trigger word occurs
 * twice or does not follow the class word, or the class word's token does not occur or fit.
 * PhotoMaker (Li et al., 2024), section 3.2; its pipeline's encode_prompt_with_trigger_word.
 */
export function findClassToken(
  tokenizer: Tokenizer,
  prompt: string,
  classWord: string,
  triggerWord: string,
): ClassToken {
  const parts = prompt.split(wholeWord(triggerWord))
  if (parts.length > 2) {
    throw new RangeError(`trigger word "${triggerWord}" occurs more than once in "${prompt}"`)
  }
  const { ids, words } = tokenizer.encode(parts.join(' '))
  const wanted = tokenizer.encode(classWord).words
  const last =
    parts.length === 2
      ? tokenizer.encode(parts[0]).words.length - 1
      : words.findIndex((_, i) => endsWith(words, i, wanted))
  if (wanted.length === 0 || !endsWith(words, last, wanted)) {
    const place = parts.length === 2 ? ` right before "${triggerWord}"` : ''
    throw new RangeError(`class word "${classWord}" has no token${place} in "${prompt}"`)
  }
  return { ids, index: words[last].position }
}

/** Whether the pieces up to and with `last` spell the wanted ones. */
function endsWith(words: readonly Piece[], last: number, wanted: readonly Piece[]): boolean {
  const first = last - wanted.length + 1
  return wanted.every((piece, i) => words[first + i]?.text === piece.text)
}

function wholeWord(word: string): RegExp {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'giu')
}
