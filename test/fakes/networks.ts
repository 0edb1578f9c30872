/** Networks as formulas: the whole story loop in milliseconds, every result known in advance. */

import { sizeOf, type Tensor, tensor, zeros } from '../../models/math/tensor.ts'
import type { Denoiser, FoundPerson, LatentDecoder, Networks } from '../../models/networks/types.ts'
import type { Model } from '../../models/pipelines/model.ts'
import { wordsTokenizer } from '../../models/tokenizers/words.ts'
import { tinyManifest } from '../fixtures/bundle.ts'

const downscale = 8
const side = 96

export interface FakeOptions {
  /** Draws in which the layout finds nobody. */
  readonly blindDraws?: number
}

export interface FakeModel extends Model {
  /** Rows of every denoiser call, in order. */
  readonly calls: number[]
}

export function fakeModel({ blindDraws = 0 }: FakeOptions = {}): FakeModel {
  const calls: number[] = []
  return {
    calls,
    manifest: {
      ...tinyManifest,
      image: { width: side, height: side },
      latents: { channels: 4, downscale, scalingFactor: 1 },
    },
    tokenizer: wordsTokenizer({
      type: 'words',
      length: 12,
      pad: 0,
      unknown: 1,
      words: '<pad> <unk> a man woman forest portrait close up of with in'.split(' '),
      synonyms: { lady: 'woman' },
      ignored: ['the'],
    }),
    networks: fakeNetworks(calls, blindDraws),
  }
}

function fakeNetworks(calls: number[], blindDraws: number): Networks {
  let draws = 0
  const shifted = (shift: number): Denoiser => ({
    async predict(latents, timestep, text) {
      calls.push(latents.dims[0])
      const perRow = sizeOf(latents.dims.slice(1))
      const phases = rowSums(text.promptEmbeds)
      const data = latents.data.map(
        (x, i) => 0.5 * Math.sin(2 * x + 0.003 * timestep + phases[Math.floor(i / perRow)] + shift),
      )
      return tensor(data, latents.dims)
    },
  })
  const denoiser = shifted(0)
  const decoder: LatentDecoder = { decode: async (latents) => enlarge(latents) }
  return {
    textEncoder: {
      encode: async (ids) => ({
        promptEmbeds: tensor(Float32Array.from(ids.flatMap((row) => [...row].map(Math.sin))), [
          ids.length,
          ids[0].length,
          1,
        ]),
        pooled: zeros([ids.length, 1]),
      }),
    },
    denoiser,
    // A pose is how bright its picture is.
    posedDenoiser: ({ data }) => shifted(data.reduce((sum, byte) => sum + byte, 0) / data.length),
    identityDenoiser: denoiser,
    portraitDenoiser: denoiser,
    identityEncoder: {
      name: 'fake-1',
      async embed(images) {
        const [rows, , height, width] = images.dims
        const colours = rowSums(tensor(images.data, [rows * 3, height, width]))
        return tensor(
          colours.map((sum) => sum / height / width),
          [rows, 3],
        )
      },
    },
    identityFusion: {
      async fuse({ promptEmbeds, pooled }, classIndex, identity) {
        const data = promptEmbeds.data.slice()
        data[classIndex] += identity.reduce((sum, value) => sum + value, 0)
        return { promptEmbeds: tensor(data, promptEmbeds.dims), pooled }
      },
    },
    decoder,
    previewDecoder: decoder,
    layout: {
      async find(_, classWords) {
        draws++
        return classWords.map((_, i) => (draws <= blindDraws ? undefined : square(i)))
      },
    },
  }
}

const rowSums = ({ data, dims }: Tensor): Float32Array =>
  Float32Array.from({ length: dims[0] }, (_, row) => {
    const size = data.length / dims[0]
    return data.subarray(row * size, (row + 1) * size).reduce((sum, value) => sum + value, 0)
  })

/** The first three channels, every pixel `downscale` times as wide and high. */
function enlarge({ data, dims }: Tensor): Tensor {
  const [rows, channels, height, width] = dims
  const image = zeros([rows, 3, height * downscale, width * downscale])
  const wide = width * downscale
  const plane = wide * height * downscale
  image.data.forEach((_, i) => {
    const y = Math.floor((i % plane) / wide / downscale)
    const x = Math.floor((i % wide) / downscale)
    const channel = Math.floor(i / plane) % 3
    const row = Math.floor(i / plane / 3)
    image.data[i] = Math.tanh(data[((row * channels + channel) * height + y) * width + x])
  })
  return image
}

/** The k-th person: a square of 16 pixels, away from the others. */
function square(k: number): FoundPerson {
  const data = new Uint8Array(side * side)
  for (let y = 40; y < 56; y++) data.fill(1, y * side + 8 + 32 * k, y * side + 24 + 32 * k)
  const head = { x: 16 + 32 * k, y: 44, width: 8 }
  return { score: 0.9, mask: { width: side, height: side, data }, head }
}

/** Whether two tensors are equal to the last bit. */
export const same = (a: Tensor, b: Tensor): boolean =>
  a.dims.join() === b.dims.join() && Buffer.from(a.data.buffer).equals(Buffer.from(b.data.buffer))
