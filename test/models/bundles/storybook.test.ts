/** The embedded bundle: its networks give PyTorch's numbers, and a story can be drawn with it. */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decibels } from '../../../bench/reference/compare.ts'
import { type Bundle, openBundle } from '../../../models/bundles/bundle.ts'
import { language } from '../../../models/bundles/tokenizer.ts'
import { resample } from '../../../models/math/resample.ts'
import { sizeOf, tensor } from '../../../models/math/tensor.ts'
import type { Layout } from '../../../models/networks/types.ts'
import { type Feed, openSession } from '../../../models/onnx/session.ts'
import { gatherIdentity } from '../../../models/pipelines/gather-identity.ts'
import { discoverCharacter } from '../../../models/pipelines/identity-discovery.ts'
import { drawPortraits } from '../../../models/pipelines/portraits.ts'
import { drawStoryFrame } from '../../../models/pipelines/story-frame.ts'
import { fromPng, toPng } from '../../../worker/pictures.ts'
import { same } from '../../fakes/networks.ts'

const dir = 'models/bundles/storybook'
const options = { threads: 2 }

interface Golden {
  readonly inputs: {
    readonly phase: Record<string, number>
    readonly input_ids: number[][]
    readonly timestep: number[]
    readonly class_mask: number[][]
  }
  readonly networks: Record<
    string,
    {
      readonly inputs: string[]
      readonly outputs: Record<
        string,
        { shape: number[]; first: number[]; mean: number; deviation: number }
      >
    }
  >
}

describe('storybook', () => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = await openBundle(dir, options)
  })
  afterAll(() => bundle.close())

  test('every network gives the numbers that PyTorch gave', async () => {
    const golden: Golden = JSON.parse(readFileSync(`${dir}/golden.json`, 'utf8'))
    let feeds = goldenFeeds(golden, bundle)
    for (const [name, { inputs, outputs }] of Object.entries(golden.networks)) {
      const session = await openSession(`${dir}/${name}.onnx`, options)
      const fed = Object.fromEntries(inputs.map((input) => [input, feeds[input]]))
      const results = await session.run(fed, Object.keys(outputs))
      await session.close()
      // The text encoder's embeddings go on into fusion and denoiser; all else is given.
      feeds = { ...results, ...feeds }
      for (const [output, expected] of Object.entries(outputs)) {
        const { data, dims } = results[output]
        const close = (value: number, wanted: number) =>
          expect(Math.abs(value - wanted) / Math.max(1, Math.abs(wanted)), output).toBeLessThan(
            1e-3,
          )
        expect(dims, output).toEqual(expected.shape)
        for (const [i, value] of expected.first.entries()) close(data[i], value)
        const mean = data.reduce((sum, value) => sum + value, 0) / data.length
        const squares = data.reduce((sum, value) => sum + (value - mean) ** 2, 0)
        close(mean, expected.mean)
        close(Math.sqrt(squares / (data.length - 1)), expected.deviation)
      }
    }
  })

  test('it understands every example and every class word', () => {
    const { classWordOf, unknownWords, classWords } = language(bundle.manifest, bundle.tokenizer)
    for (const word of classWords) expect(classWordOf(`a happy ${word}`)).toBe(word)
    for (const example of bundle.manifest.examples) {
      expect(unknownWords(example), example).toEqual([])
      expect(classWordOf(example), example).toBeDefined()
    }
    expect(unknownWords('a woman with a zeppelin')).toEqual(['zeppelin'])
  })

  test.each([
    ['red', [181, 82, 58]],
    ['blue', [52, 117, 217]],
    ['blonde', [232, 194, 122]],
  ] as const)(
    'hair that is %s on a portrait is read so, not drawn to the mean',
    async (name, hair) => {
      const picture = await fromPng(readFileSync(`test/golden/portraits/${name}.png`))
      const shown = Float32Array.from(picture.data, (byte) => (byte / 255) * 2 - 1)
      const identity = await bundle.networks.identityEncoder.embed(
        tensor(shown, [1, 3, picture.height, picture.width]),
      )
      // An identity ends with the colours of skin and hair, .3 of the way from black to white a unit.
      const read = [...identity.data.slice(-3)].map((value) => (0.3 * value + 0.5) * 255)
      for (const [i, value] of read.entries()) expect(Math.abs(value - hair[i]!)).toBeLessThan(20)
    },
  )

  test('what it enlarges is nearer to the art of twice the density than a plain filter comes', async () => {
    const read = (name: string) => fromPng(readFileSync(`test/golden/upscaler/${name}.png`))
    const [small, large] = await Promise.all([read('small'), read('large')])
    const shown = Float32Array.from(small.data, (byte) => (byte / 255) * 2 - 1)
    const image = tensor(shown, [1, 3, small.height, small.width])
    const upscaled = await bundle.upscaler!.upscale(image)
    const ours = decibels((await fromPng(await toPng(upscaled))).data, large.data)
    const plain = resample(small, large.width, large.height, 'bicubic')
    expect(ours - decibels(plain.data, large.data)).toBeGreaterThan(4)
  })

  test('two people discovered and drawn: the same seed, the same bytes', async () => {
    const found = await discoverCharacter({
      model: bundle,
      description: 'a young woman with red hair',
      seed: 1,
      portraits: 4,
      steps: 3,
    })
    const draw = () =>
      drawStoryFrame({
        model: { ...bundle, networks: { ...bundle.networks, layout: halves } },
        prompt: 'a young woman with a man in a park',
        characters: [
          { prompt: 'a young woman in a park', classWord: 'woman', identity: found.identity },
          { prompt: 'a man in a park', classWord: 'man', identity: found.identity.map((x) => -x) },
        ],
        seed: 5,
        steps: 4,
        startStep: 2,
      })
    const first = await draw()
    expect(first.image.dims).toEqual([1, 3, 256, 256])
    expect(first.image.data.every((value) => Math.abs(value) < 2)).toBe(true)
    expect(first.rows).toBe(8 + 2 * 3 * 2)
    expect(same(first.image, first.template)).toBe(false)
    expect(same((await draw()).image, first.image)).toBe(true)
  })

  test('a face whose portraits are drawn in batches is the face that one worker finds', async () => {
    const asked = { model: bundle, description: 'a young woman with red hair', seed: 1, steps: 2 }
    const whole = await discoverCharacter({ ...asked, portraits: 12 })
    // Three calls of 8, 1 and 3 portraits where there were two of 8 and 4.
    const drawn = [
      await drawPortraits({ ...asked, first: 9, count: 3 }),
      await drawPortraits({ ...asked, first: 0, count: 9 }),
    ].reverse()
    const embeddings = drawn.flatMap((batch) => batch.embeddings)
    const gathered = await gatherIdentity({ model: bundle, embeddings })
    expect(gathered).toMatchObject({ kept: whole.kept, chosen: whole.chosen })
    const difference = (a: Float32Array, b: Float32Array) =>
      a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)
    expect(difference(gathered.identity, whole.identity)).toBeLessThan(1e-5)
    const second = await drawPortraits({ ...asked, first: 8, count: 4 })
    expect(second.embeddings).toEqual(whole.embeddings.slice(8))
  })
})

/** The layout network depends on luck with so few steps: here people stand side by side. */
const halves: Layout = {
  async find({ dims: [, , height, width] }, classWords) {
    return classWords.map((_, k) => {
      const data = Uint8Array.from({ length: width * height }, (_, i) =>
        Math.floor(((i % width) * classWords.length) / width) === k ? 1 : 0,
      )
      const head = { x: (width * (k + 0.5)) / classWords.length, y: height / 3, width: 50 }
      return { score: 1, mask: { width, height, data }, head }
    })
  },
}

/** The golden inputs: plain numbers, or fraction(sin(index * 12.9898 + phase) * 43758.5453). */
function goldenFeeds({ inputs, networks }: Golden, { manifest }: Bundle): Record<string, Feed> {
  const { image, latents } = manifest
  const picture = [2, 3, image.height, image.width]
  const formula = (name: string, dims: readonly number[]): Feed => {
    const data = Float32Array.from({ length: sizeOf(dims) }, (_, i) => {
      const value = Math.sin(i * 12.9898 + inputs.phase[name]) * 43758.5453
      return (value - Math.floor(value)) * 2 - 1
    })
    return { data, dims }
  }
  return {
    input_ids: { data: Int32Array.from(inputs.input_ids.flat()), dims: sizes(inputs.input_ids) },
    class_mask: {
      data: Float32Array.from(inputs.class_mask.flat()),
      dims: sizes(inputs.class_mask),
    },
    timestep: { data: Float32Array.from(inputs.timestep), dims: [inputs.timestep.length] },
    latents: formula('latents', [
      2,
      latents.channels,
      image.height / latents.downscale,
      image.width / latents.downscale,
    ]),
    images: formula('images', picture),
    image: formula('image', picture),
    faces: formula('faces', [2, 3, 96, 96]),
    identity: formula('identity', networks['identity-encoder'].outputs.identity.shape),
  }
}

const sizes = (rows: readonly (readonly number[])[]): number[] => [rows.length, rows[0].length]
