import type { Denoiser, LatentDecoder } from '../models/networks/types.ts'
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
  const { textEncoder, identityEncoder, identityFusion, layout, posedDenoiser } = model.networks
  const clockedDenoiser = (denoiser: Denoiser): Denoiser => ({
    async predict(latents, timestep, text) {
      const before = clock.milliseconds
      const noise = await timed(denoiser.predict(latents, timestep, text))
      clock.rows += latents.dims[0]
      clock.rowMilliseconds += clock.milliseconds - before
      return noise
    },
  })
  const clockedDecoder = (decoder: LatentDecoder): LatentDecoder => ({
    decode: (latents) => timed(decoder.decode(latents)),
  })
  return {
    clock,
    model: {
      ...model,
      networks: {
        textEncoder: { encode: (ids) => timed(textEncoder.encode(ids)) },
        denoiser: clockedDenoiser(model.networks.denoiser),
        posedDenoiser: posedDenoiser && ((pose) => clockedDenoiser(posedDenoiser(pose))),
        identityDenoiser: clockedDenoiser(model.networks.identityDenoiser),
        portraitDenoiser: clockedDenoiser(model.networks.portraitDenoiser),
        identityEncoder: {
          name: identityEncoder.name,
          embed: (images) => timed(identityEncoder.embed(images)),
        },
        identityFusion: {
          fuse: (text, index, identity) => timed(identityFusion.fuse(text, index, identity)),
        },
        decoder: clockedDecoder(model.networks.decoder),
        previewDecoder: clockedDecoder(model.networks.previewDecoder),
        layout: { find: (image, words) => timed(layout.find(image, words)) },
      },
    },
  }
}
