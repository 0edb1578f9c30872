import type { Session } from '../onnx/session.ts'
import type { TextEncoder } from './types.ts'

/** `input_ids` [B, L] -> `prompt_embeds` [B, L, D], `pooled` [B, P]. */
export const textEncoder = (session: Session): TextEncoder => ({
  async encode(ids) {
    if (ids.length === 0) throw new RangeError('the text encoder needs at least one prompt')
    const length = ids[0].length
    const data = new Int32Array(ids.length * length)
    for (const [row, tokens] of ids.entries()) {
      if (tokens.length !== length) {
        throw new RangeError(`prompts of one call need ${length} ids each, got ${tokens.length}`)
      }
      data.set(tokens, row * length)
    }
    const feeds = { input_ids: { data, dims: [ids.length, length] } }
    const output = await session.run(feeds, ['prompt_embeds', 'pooled'])
    return { promptEmbeds: output.prompt_embeds, pooled: output.pooled }
  },
})
