import type { Mask } from '../identity/masks.ts'
import type { BytePicture } from '../math/resample.ts'
import type { Tensor } from '../math/tensor.ts'

/** A prompt as the networks see it. `promptEmbeds` [B, L, D], `pooled` [B, P]. */
export interface TextEmbedding {
  readonly promptEmbeds: Tensor
  readonly pooled: Tensor
}

export interface TextEncoder {
  /** One row per prompt. `ids` are padded token ids, each of the tokenizer's length. */
  encode(ids: readonly Int32Array[]): Promise<TextEmbedding>
}

export interface Denoiser {
  /** Noise prediction [B, C, h, w] for scaled latents [B, C, h, w] at one training timestep. */
  predict(latents: Tensor, timestep: number, text: TextEmbedding): Promise<Tensor>
}

export interface IdentityEncoder {
  /** Name under which its embeddings are stored; embeddings of two encoders never mix. */
  readonly name: string
  /** Identity embeddings [N, D] of images [N, 3, H, W] in -1..1. */
  embed(images: Tensor): Promise<Tensor>
}

export interface IdentityFusion {
  /** The prompt (one row) with its class token at `classIndex` fused with an identity [D]. */
  fuse(text: TextEmbedding, classIndex: number, identity: Float32Array): Promise<TextEmbedding>
}

export interface LatentDecoder {
  /** Images [B, 3, H, W] in -1..1 of latents [B, C, h, w]. */
  decode(latents: Tensor): Promise<Tensor>
}

export interface Upscaler {
  /** The same images, larger: [B, 3, sH, sW] of [B, 3, H, W], both in -1..1. */
  upscale(images: Tensor): Promise<Tensor>
}

/** A head in a picture: its middle and its width, pixels of the picture. */
export interface Head {
  readonly x: number
  readonly y: number
  /** Undefined where the network does not tell. */
  readonly width: number | undefined
}

/** A person found in a picture; the mask has the picture's size. */
export interface FoundPerson {
  readonly score: number
  readonly mask: Mask
  readonly head: Head
}

export interface Layout {
  /**
   * Finds one person for each wanted class word (repeated words: that many people) in an image
   * [1, 3, H, W] in -1..1; in the order of the words, undefined where nobody was found.
   */
  find(image: Tensor, classWords: readonly string[]): Promise<readonly (FoundPerson | undefined)[]>
}

/** The networks of one family, whatever the family: all that a pipeline needs to know. */
export interface Networks {
  readonly textEncoder: TextEncoder
  /** The general generator: it draws templates. */
  readonly denoiser: Denoiser
  /** The same with a pose for its picture; undefined where a bundle has no ControlNet. */
  readonly posedDenoiser: ((pose: BytePicture) => Denoiser) | undefined
  /** The identity generator, which draws characters again; one with `denoiser` where one does both. */
  readonly identityDenoiser: Denoiser
  /** The identity generator as discovery draws portraits with it. */
  readonly portraitDenoiser: Denoiser
  readonly identityEncoder: IdentityEncoder
  readonly identityFusion: IdentityFusion
  readonly decoder: LatentDecoder
  /** What previews are decoded with; cheaper than `decoder` where a bundle has such a network. */
  readonly previewDecoder: LatentDecoder
  readonly layout: Layout
}
