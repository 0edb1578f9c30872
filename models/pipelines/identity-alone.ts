/** The paper's ablation "without injection": the identity generator draws the whole frame. */

import type { Networks, TextEmbedding } from '../networks/types.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import type { DrawnCharacter } from './character-text.ts'

type Member = Pick<DrawnCharacter, 'classWord' | 'identity'>

/**
 * The whole prompt with every character's identity at a class word of theirs: the first of the
 * cast with a word at its first occurrence, the second at its second. `text` is one row, the
 * prompt as this tokenizer encodes it. RangeError when the prompt has too few of a class word.
 */
export async function fuseEverybody(
  text: TextEmbedding,
  prompt: string,
  characters: readonly Member[],
  fusion: Networks['identityFusion'],
  tokenizer: Tokenizer,
): Promise<TextEmbedding> {
  const positions = classPositions(prompt, characters, tokenizer)
  let fused = text
  for (const [k, { identity }] of characters.entries()) {
    fused = await fusion.fuse(fused, positions[k], identity)
  }
  return fused
}

/** Where each one's class word stands in the ids; its last piece, where it has several. */
function classPositions(
  prompt: string,
  characters: readonly Member[],
  tokenizer: Tokenizer,
): number[] {
  // On tokens, not letters: a synonym is the class word too.
  const { words } = tokenizer.encode(prompt)
  const positionsOf = (classWord: string) => {
    const wanted = tokenizer.encode(classWord).words
    return words.flatMap((_, start) =>
      wanted.length > 0 && wanted.every((piece, i) => words[start + i]?.text === piece.text)
        ? [words[start + wanted.length - 1].position]
        : [],
    )
  }
  return characters.map(({ classWord }, k) => {
    const earlier = characters.slice(0, k).filter((other) => other.classWord === classWord)
    const position = positionsOf(classWord).at(earlier.length)
    if (position === undefined) {
      throw new RangeError(
        `class word "${classWord}" has ${earlier.length} tokens in "${prompt}", one more is needed`,
      )
    }
    return position
  })
}
