/** Prompts on their way to the networks. */

import type { TextEncoder } from '../networks/types.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import type { GuidedText } from './guidance.ts'
import { sliceText } from './rows.ts'

/** The negative prompt and the prompt, encoded in one call. */
export async function encodeGuided(
  tokenizer: Tokenizer,
  textEncoder: TextEncoder,
  prompt: string,
  negativePrompt: string,
): Promise<GuidedText> {
  const both = await textEncoder.encode(
    [negativePrompt, prompt].map((text) => tokenizer.encode(text).ids),
  )
  return { unconditional: sliceText(both, 0, 1), conditional: sliceText(both, 1, 2) }
}
