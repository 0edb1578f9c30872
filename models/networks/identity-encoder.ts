import type { Session } from '../onnx/session.ts'
import { type PictureInput, prepared } from './picture-input.ts'
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
    const { identity } = await session.run({ images: prepared(images, input) }, ['identity'])
    return identity
  },
})
