import { requireSameDims } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import type { Denoiser } from './types.ts'

/** `latents` [B, C, h, w], `timestep` [B], `prompt_embeds`, `pooled` -> `noise` [B, C, h, w]. */
export const denoiser = (session: Session): Denoiser => ({
  async predict(latents, timestep, text) {
    const rows = latents.dims[0]
    const { noise } = await session.run(
      {
        latents,
        timestep: { data: new Float32Array(rows).fill(timestep), dims: [rows] },
        prompt_embeds: text.promptEmbeds,
        pooled: text.pooled,
      },
      ['noise'],
    )
    requireSameDims(`the noise prediction of ${session.name}`, latents, noise)
    return noise
  },
})
