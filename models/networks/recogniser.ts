import type { Tensor } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import { type PictureInput, prepared } from './picture-input.ts'

/** Says by numbers who somebody is (ArcFace's role): cosines of one person are near 1. */
export interface Recogniser {
  /** Pixels of a side of what it sees. */
  readonly side: number
  /** Embeddings [N, D] of length 1 of face crops [N, 3, side, side] in -1..1. */
  embed(faces: Tensor): Promise<Tensor>
}

/** What storybook's sees. */
const ownSide = 96

/** `faces` [N, 3, side, side], prepared where `input` says how -> `embedding` [N, D]. */
export const recogniser = (session: Session, input?: PictureInput): Recogniser => ({
  side: input?.width ?? ownSide,
  async embed(crops) {
    const faces = prepared(crops, input)
    const { embedding } = await session.run({ faces }, ['embedding'])
    return embedding
  },
})
