import { scale } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import type { LatentDecoder } from './types.ts'

/** `latents` [B, C, h, w], divided by the scaling factor, -> `image` [B, 3, H, W] in -1..1. */
export const decoder = (session: Session, scalingFactor: number): LatentDecoder => ({
  async decode(latents) {
    const unscaled = scalingFactor === 1 ? latents : scale(latents, 1 / scalingFactor)
    const { image } = await session.run({ latents: unscaled }, ['image'])
    return image
  },
})
