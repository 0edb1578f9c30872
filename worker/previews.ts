import type { Tensor } from '../models/math/tensor.ts'
import { slice } from '../models/math/tensor.ts'
import type { LatentDecoder } from '../models/networks/types.ts'
import type { Hooks as PipelineHooks } from '../models/pipelines/model.ts'
import type { Hooks } from '../story/artist.ts'
import { toPreview } from './pictures.ts'

/**
 * Turns a pipeline's steps into progress, and now and then into a preview: decoding costs, so a
 * phase shows `perPhase` of them and a job at most `most`.
 */
export function previewing(
  { onProgress, signal }: Hooks,
  decoder: LatentDecoder,
  { perPhase = 4, most = 8 }: { perPhase?: number; most?: number } = {},
): Required<PipelineHooks> {
  let left = most
  let shown = { phase: '', share: 0 }

  /** Whether this step is the first in the next of a phase's equal shares. */
  function isDue(phase: string, step: number, steps: number): boolean {
    const share = Math.floor((step * perPhase) / steps)
    if (left === 0 || (phase === shown.phase && share === shown.share) || share === 0) return false
    left -= 1
    shown = { phase, share }
    return true
  }
  const preview = async (latents: Tensor): Promise<Uint8Array> =>
    toPreview(await decoder.decode(slice(latents, 0, 1)))

  return {
    signal,
    async onStep({ phase, step, steps, previewLatents }) {
      const wanted = previewLatents !== undefined && isDue(phase, step, steps)
      const picture = wanted ? await preview(previewLatents) : undefined
      onProgress({ phase, step, steps, preview: picture })
    },
  }
}
