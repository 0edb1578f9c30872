import type { Tensor } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'

/** ArcFace's role: whose face it is. */
export interface Recogniser {
  /** Embeddings [N, D] of length 1 of face crops [N, 3, h, w] in -1..1. */
  embed(faces: Tensor): Promise<Tensor>
}

/** `faces` [N, 3, h, w] -> `embedding` [N, D]. */
export const recogniser = (session: Session): Recogniser => ({
  async embed(faces) {
    const { embedding } = await session.run({ faces }, ['embedding'])
    return embedding
  },
})
