/** What a pipeline needs to know of a model; an opened bundle is one. */

import type { Manifest } from '../bundles/format.ts'
import type { Tensor } from '../math/tensor.ts'
import type { Networks } from '../networks/types.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'

export interface Model {
  readonly manifest: Pick<
    Manifest,
    'image' | 'latents' | 'scheduler' | 'triggerWord' | 'classWords' | 'defaults'
  >
  readonly tokenizer: Tokenizer
  readonly networks: Networks
}

export type Phase = 'portraits' | 'template' | 'layout' | 'redenoising' | 'decoding'

/** Where the work stands: `step` of `steps`, counted from 1 when a step is done. */
export interface StepEvent {
  readonly phase: Phase
  readonly step: number
  readonly steps: number
  /** The clean latents [B, C, h, w] that this step foresees; decoded, a preview. */
  readonly previewLatents: Tensor | undefined
}

export interface Hooks {
  /** Awaited, so that it may decode a preview without two networks running at once. */
  readonly onStep?: (event: StepEvent) => void | Promise<void>
  /** Looked at before every step; its reason is thrown. */
  readonly signal?: AbortSignal
}

/** Dims of one row of latents: [1, C, h, w]. */
export const latentDims = ({
  image,
  latents,
}: Pick<Model['manifest'], 'image' | 'latents'>): [number, number, number, number] => [
  1,
  latents.channels,
  image.height / latents.downscale,
  image.width / latents.downscale,
]
