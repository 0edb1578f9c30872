import { concat } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import { type PictureInput, preparePictures } from './picture-input.ts'
import type { IdentityEncoder } from './types.ts'

/**
 * `images` [N, 3, H, W] -> `identity` [N, D]. The network sees pictures in -1..1 as they are, or
 * prepared where `input` says how.
 */
export const identityEncoder = (
  session: Session,
  name: string,
  input?: PictureInput,
): IdentityEncoder => ({
  name,
  async embed(images) {
    const seen = input === undefined ? images : concat(preparePictures(images, input))
    const { identity } = await session.run({ images: seen }, ['identity'])
    return identity
  },
})
