import { tensor } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import type { IdentityFusion } from './types.ts'

/**
 * `prompt_embeds` [1, L, D], `pooled` [1, P], `class_mask` [1, L] (1 at the class token),
 * `identity` [1, D_id] -> `fused_prompt_embeds`, `fused_pooled`.
 */
export const identityFusion = (session: Session): IdentityFusion => ({
  async fuse({ promptEmbeds, pooled }, classIndex, identity) {
    const [rows, length] = promptEmbeds.dims
    if (rows !== 1) throw new RangeError(`fusion takes one prompt, got ${rows}`)
    const mask = new Float32Array(length)
    if (!(classIndex in mask)) {
      throw new RangeError(`class token ${classIndex} is outside a prompt of ${length} tokens`)
    }
    mask[classIndex] = 1
    const feeds = {
      prompt_embeds: promptEmbeds,
      pooled,
      class_mask: tensor(mask, [1, length]),
      identity: tensor(identity, [1, identity.length]),
    }
    const fused = await session.run(feeds, ['fused_prompt_embeds', 'fused_pooled'])
    return { promptEmbeds: fused.fused_prompt_embeds, pooled: fused.fused_pooled }
  },
})
