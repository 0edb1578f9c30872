import type { Model } from '../models/pipelines/model.ts'

export interface Clock {
  /** Milliseconds spent inside networks so far. */
  milliseconds: number
  /** Denoiser rows asked for so far, and the milliseconds they took. */
  rows: number
  rowMilliseconds: number
}

/** The same model with a clock around every network call: what is left is the pipeline's own. */
export function clockedModel(model: Model): { readonly model: Model; readonly clock: Clock } {
  const clock: Clock = { milliseconds: 0, rows: 0, rowMilliseconds: 0 }
  const timed = async <Result>(work: Promise<Result>): Promise<Result> => {
    const start = performance.now()
    const result = await work
    clock.milliseconds += performance.now() - start
    return result
  }
  const { textEncoder, denoiser, identityEncoder, identityFusion, decoder, layout } = model.networks
  return {
    clock,
    model: {
      ...model,
      networks: {
        textEncoder: { encode: (ids) => timed(textEncoder.encode(ids)) },
        denoiser: {
          async predict(latents, timestep, text) {
            const before = clock.milliseconds
            const noise = await timed(denoiser.predict(latents, timestep, text))
            clock.rows += latents.dims[0]
            clock.rowMilliseconds += clock.milliseconds - before
            return noise
          },
        },
        identityEncoder: {
          name: identityEncoder.name,
          embed: (images) => timed(identityEncoder.embed(images)),
        },
        identityFusion: {
          fuse: (text, index, identity) => timed(identityFusion.fuse(text, index, identity)),
        },
        decoder: { decode: (latents) => timed(decoder.decode(latents)) },
        layout: { find: (image, words) => timed(layout.find(image, words)) },
      },
    },
  }
}
