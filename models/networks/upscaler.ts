import type { Session } from '../onnx/session.ts'
import type { Upscaler } from './types.ts'

/** `images` [B, 3, H, W] -> `upscaled` [B, 3, sH, sW]. */
export const upscaler = (session: Session): Upscaler => ({
  async upscale(images) {
    const { upscaled } = await session.run({ images }, ['upscaled'])
    return upscaled
  },
})
