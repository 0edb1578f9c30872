import { requireSameDims, type Tensor } from '../math/tensor.ts'
import type { Feed, Held, Session } from '../onnx/session.ts'
import type { Denoiser, TextEmbedding } from './types.ts'

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
  /** What a ControlNet adds, for a network with inputs `down_0` ... `mid`; without it nothing is. */
  readonly added?: (conditions: Readonly<Record<string, Feed>>) => Promise<Record<string, Held>>
}

/**
 * `latents` [B, C, h, w], `timestep` [B], `prompt_embeds`, `pooled`, and what the options add,
 * -> `noise` [B, C, h, w].
 */
export function denoiser(
  session: Session,
  { image, freeU, added }: DenoiserOptions = {},
): Denoiser {
  const nothing = Object.fromEntries(session.inputs.filter(isAdded).map((name) => [name, zero]))
  return {
    async predict(latents, timestep, text) {
      const conditions = conditionsOf(latents, timestep, text, image)
      const { noise } = await session.run(
        {
          ...conditions,
          ...(freeU && scalesOf(freeU)),
          ...(added === undefined ? nothing : await added(conditions)),
        },
        ['noise'],
      )
      requireSameDims(`the noise prediction of ${session.name}`, latents, noise)
      return noise
    },
  }
}

/** Whether an input or output is what a ControlNet adds to a layer of its UNet. */
export const isAdded = (name: string): boolean => /^(?:down_\d+|mid)$/.test(name)

/** Stands for a whole layer's. */
const zero: Feed = { data: new Float32Array(1), dims: [1, 1, 1, 1] }

const conditionsOf = (
  latents: Tensor,
  timestep: number,
  text: TextEmbedding,
  image: DenoiserOptions['image'],
): Record<string, Feed> => {
  const rows = latents.dims[0]
  return {
    latents,
    timestep: { data: new Float32Array(rows).fill(timestep), dims: [rows] },
    prompt_embeds: text.promptEmbeds,
    pooled: text.pooled,
    ...(image && { time_ids: timeIds(image, rows) }),
  }
}

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
