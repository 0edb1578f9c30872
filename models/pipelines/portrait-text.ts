/** A portrait's prompt as PhotoMaker's published code encodes it when it is given no identity. */

import { findClassToken } from '../tokenizers/class-token.ts'
import type { GuidedText } from './guidance.ts'
import type { Model } from './model.ts'
import { sliceText } from './rows.ts'

interface PortraitPrompt {
  readonly prompt: string
  readonly classWord: string | undefined
  readonly negativePrompt: string
  /** The last step with the plain prompt; afterwards the class word's token stands twice. */
  readonly twiceAfter: number
}

/**
 * Both rows of each step. RangeError when there is no class word, or the prompt lacks it.
 * PhotoMaker (Li et al., 2024), pipeline of its published code: `start_merge_step`.
 */
export async function portraitText(
  { tokenizer, networks, manifest: { triggerWord } }: Model,
  { prompt, classWord, negativePrompt, twiceAfter }: PortraitPrompt,
): Promise<(step: number) => GuidedText> {
  if (classWord === undefined) throw new RangeError(`which class word has "${prompt}"?`)
  const { ids, index } = findClassToken(tokenizer, prompt, classWord, triggerWord)
  const rows = [tokenizer.encode(negativePrompt).ids, ids, twice(ids, index)]
  const encoded = await networks.textEncoder.encode(rows)
  const unconditional = sliceText(encoded, 0, 1)
  const plain = { unconditional, conditional: sliceText(encoded, 1, 2) }
  const doubled = { unconditional, conditional: sliceText(encoded, 2, 3) }
  return (step) => (step <= twiceAfter ? plain : doubled)
}

/** The ids with the one at `index` twice, as many as before; the end stays at the end. */
function twice(ids: Int32Array, index: number): Int32Array {
  const doubled = Int32Array.from(ids)
  doubled.set(ids.subarray(index, -1), index + 1)
  doubled[doubled.length - 1] = ids[ids.length - 1]
  return doubled
}
