import { concat, type Tensor } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import { type PictureInput, prepared } from './picture-input.ts'

/** One side of a scorer (CLIP's role): the cosine of both sides says how well they agree. */
export interface ImageScorer {
  /** Embeddings [N, D] of length 1 of pictures [N, 3, H, W] in -1..1. */
  embed(images: Tensor): Promise<Tensor>
}

export interface TextScorer {
  /** Embeddings [N, D] of length 1 of texts. RangeError when there are none. */
  embed(texts: readonly string[]): Promise<Tensor>
}

/** `images` [N, 3, H, W], prepared where `input` says how -> `embedding` [N, D]. */
export const imageScorer = (session: Session, input?: PictureInput): ImageScorer => ({
  async embed(pictures) {
    const images = prepared(pictures, input)
    const { embedding } = await session.run({ images }, ['embedding'])
    return embedding
  },
})

/** `input_ids` [1, L] -> `embedding` [1, D]. */
export const textScorer = (session: Session, tokenizer: Tokenizer): TextScorer => ({
  async embed(texts) {
    const embeddings: Tensor[] = []
    for (const text of texts) {
      const { ids } = tokenizer.encode(text)
      const feeds = { input_ids: { data: ids, dims: [1, ids.length] } }
      embeddings.push((await session.run(feeds, ['embedding'])).embedding)
    }
    return concat(embeddings)
  },
})
