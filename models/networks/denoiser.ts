import { requireSameDims } from '../math/tensor.ts'
import type { Feed, Session } from '../onnx/session.ts'
import type { Denoiser } from './types.ts'

/** FreeU's four scales (Si et al., 2023): s of skips, b of the backbone; 1 changes nothing. */
export interface FreeU {
  readonly s1: number
  readonly s2: number
  readonly b1: number
  readonly b2: number
}

export interface DenoiserOptions {
  /** The picture's size: SDXL's networks are told it with every row, as `time_ids` [B, 6]. */
  readonly image?: { readonly width: number; readonly height: number }
  /** For a network with inputs `s1`, `s2`, `b1`, `b2` []. */
  readonly freeU?: FreeU
}

/**
 * `latents` [B, C, h, w], `timestep` [B], `prompt_embeds`, `pooled`, and what the options add,
 * -> `noise` [B, C, h, w].
 */
export const denoiser = (session: Session, { image, freeU }: DenoiserOptions = {}): Denoiser => ({
  async predict(latents, timestep, text) {
    const rows = latents.dims[0]
    const { noise } = await session.run(
      {
        latents,
        timestep: { data: new Float32Array(rows).fill(timestep), dims: [rows] },
        prompt_embeds: text.promptEmbeds,
        pooled: text.pooled,
        ...(image && { time_ids: timeIds(image, rows) }),
        ...(freeU && scalesOf(freeU)),
      },
      ['noise'],
    )
    requireSameDims(`the noise prediction of ${session.name}`, latents, noise)
    return noise
  },
})

/** Original size, corner of the crop, wanted size: SDXL (Podell et al., 2023), section 2.2. */
function timeIds({ width, height }: { width: number; height: number }, rows: number): Feed {
  const row = [height, width, 0, 0, height, width]
  return {
    data: Float32Array.from({ length: rows * row.length }, (_, i) => row[i % row.length]),
    dims: [rows, row.length],
  }
}

const scalesOf = (freeU: FreeU): Record<string, Feed> =>
  Object.fromEntries(
    Object.entries(freeU).map(([name, scale]) => [
      name,
      { data: Float32Array.of(scale), dims: [] },
    ]),
  )
