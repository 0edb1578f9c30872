/** Rows of a denoiser's batch: what drawing costs. */

import { concat, slice, type Tensor } from '../math/tensor.ts'
import type { Denoiser, TextEmbedding } from '../networks/types.ts'

/** The tensor's rows `times` times over. */
export const repeatRows = (tensor: Tensor, times: number): Tensor =>
  times === 1 ? tensor : concat(Array.from({ length: times }, () => tensor))

export const repeatText = (text: TextEmbedding, times: number): TextEmbedding => ({
  promptEmbeds: repeatRows(text.promptEmbeds, times),
  pooled: repeatRows(text.pooled, times),
})

export const concatText = (texts: readonly TextEmbedding[]): TextEmbedding => ({
  promptEmbeds: concat(texts.map((text) => text.promptEmbeds)),
  pooled: concat(texts.map((text) => text.pooled)),
})

export const sliceText = (text: TextEmbedding, from: number, to: number): TextEmbedding => ({
  promptEmbeds: slice(text.promptEmbeds, from, to),
  pooled: slice(text.pooled, from, to),
})

/** Applies `work` to at most `rowsPerCall` rows at a time: memory stays bounded. */
async function inChunks(
  tensor: Tensor,
  rowsPerCall: number,
  work: (rows: Tensor, from: number, to: number) => Promise<Tensor>,
): Promise<Tensor> {
  if (!(rowsPerCall >= 1))
    throw new RangeError(`rowsPerCall must be at least 1, got ${rowsPerCall}`)
  const rows = tensor.dims[0]
  if (rows <= rowsPerCall) return work(tensor, 0, rows)
  const results: Tensor[] = []
  for (let from = 0; from < rows; from += rowsPerCall) {
    const to = Math.min(from + rowsPerCall, rows)
    results.push(await work(slice(tensor, from, to), from, to))
  }
  return concat(results)
}

/** A denoiser that never sees more than `rowsPerCall` rows, and counts all that it was given. */
export function meteredDenoiser(denoiser: Denoiser, rowsPerCall: number) {
  let rows = 0
  return {
    get rows(): number {
      return rows
    },
    predict(latents: Tensor, timestep: number, text: TextEmbedding): Promise<Tensor> {
      rows += latents.dims[0]
      return inChunks(latents, rowsPerCall, (part, from, to) =>
        denoiser.predict(part, timestep, part === latents ? text : sliceText(text, from, to)),
      )
    },
  } satisfies Denoiser & { readonly rows: number }
}
