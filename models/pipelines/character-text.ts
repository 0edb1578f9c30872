/** A character's own prompt with its identity in it. */

import type { Networks } from '../networks/types.ts'
import { findClassToken } from '../tokenizers/class-token.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import type { GuidedText } from './guidance.ts'
import { sliceText } from './rows.ts'

export interface DrawnCharacter {
  /** Its own prompt: description and scene, the class word in it, the trigger word optional. */
  readonly prompt: string
  readonly classWord: string
  /** [D], from the model's own identity encoder. */
  readonly identity: Float32Array
}

/** `once` as the paper writes it; `cumulative` as its code does: anew at every step, in place. */
export type Fuse = 'once' | 'cumulative'

/**
 * A supplier of both rows for each step in turn. RangeError when the prompt lacks the class word.
 */
export async function characterText(
  { prompt, classWord, identity }: DrawnCharacter,
  { textEncoder, identityFusion }: Pick<Networks, 'textEncoder' | 'identityFusion'>,
  tokenizer: Tokenizer,
  triggerWord: string,
  negativePrompt: string,
  fuse: Fuse,
): Promise<() => Promise<GuidedText>> {
  const { ids, index } = findClassToken(tokenizer, prompt, classWord, triggerWord)
  const both = await textEncoder.encode([tokenizer.encode(negativePrompt).ids, ids])
  const unconditional = sliceText(both, 0, 1)
  let conditional = sliceText(both, 1, 2)
  const fuseAgain = async () => {
    conditional = await identityFusion.fuse(conditional, index, identity)
  }
  if (fuse === 'once') await fuseAgain()
  return async () => {
    if (fuse === 'cumulative') await fuseAgain()
    return { unconditional, conditional }
  }
}
