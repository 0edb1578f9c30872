import type { Session } from '../onnx/session.ts'
import type { IdentityEncoder } from './types.ts'

/** `images` [N, 3, H, W] in -1..1 -> `identity` [N, D]. */
export const identityEncoder = (session: Session, name: string): IdentityEncoder => ({
  name,
  async embed(images) {
    const { identity } = await session.run({ images }, ['identity'])
    return identity
  },
})
