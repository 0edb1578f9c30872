/** The paper's ablation "without injection": the identity generator draws the whole frame. */

import type { Networks, TextEmbedding } from '../networks/types.ts'
import { findClassToken } from '../tokenizers/class-token.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import type { DrawnCharacter } from './character-text.ts'

/**
 * The whole prompt with every character's identity at a class word of theirs: the first of the
 * cast with a word at its first occurrence, the second at its second. RangeError when the prompt
 * has too few of them.
 */
export async function fuseEverybody(
  text: TextEmbedding,
  prompt: string,
  characters: readonly DrawnCharacter[],
  fusion: Networks['identityFusion'],
  tokenizer: Tokenizer,
  triggerWord: string,
): Promise<TextEmbedding> {
  let fused = text
  for (const [k, { classWord, identity }] of characters.entries()) {
    const before = characters.slice(0, k).filter((other) => other.classWord === classWord)
    const marked = markOccurrence(prompt, classWord, before.length, triggerWord)
    const { index } = findClassToken(tokenizer, marked, classWord, triggerWord)
    fused = await fusion.fuse(fused, index, identity)
  }
  return fused
}

/** The prompt with the trigger word behind the class word's occurrence `count`, from 0. */
function markOccurrence(prompt: string, classWord: string, count: number, triggerWord: string) {
  let seen = 0
  return prompt.replace(/[\p{L}\p{M}]+/gu, (word) =>
    word.toLowerCase() === classWord && seen++ === count ? `${word} ${triggerWord}` : word,
  )
}
