import { expect, test } from 'vitest'
import { sizeOf, type Tensor, tensor, zeros } from '../../../models/math/tensor.ts'
import { posedDenoiser } from '../../../models/networks/control-net.ts'
import { decoder } from '../../../models/networks/decoder.ts'
import { denoiser } from '../../../models/networks/denoiser.ts'
import { groundedSam } from '../../../models/networks/grounded-sam.ts'
import { identityEncoder } from '../../../models/networks/identity-encoder.ts'
import { identityFusion } from '../../../models/networks/identity-fusion.ts'
import { centresLayout } from '../../../models/networks/layout.ts'
import { recogniser } from '../../../models/networks/recogniser.ts'
import { imageScorer, textScorer } from '../../../models/networks/scorer.ts'
import { textEncoder } from '../../../models/networks/text-encoder.ts'
import type { Feed, Held, Session } from '../../../models/onnx/session.ts'
import { wordsTokenizer } from '../../../models/tokenizers/words.ts'

type Feeds = Readonly<Record<string, Feed | Held>>

/** A session that remembers what it was fed and answers with fixed outputs. */
function session(answer: Readonly<Record<string, Tensor>>) {
  const fed: Feeds[] = []
  const opened: Session & { readonly fed: Feeds[] } = {
    name: 'fake.onnx',
    inputs: [],
    outputs: Object.keys(answer),
    fed,
    async run(feeds, outputs) {
      fed.push(feeds)
      return Object.fromEntries(outputs.map((name) => [name, answer[name]])) as Record<
        (typeof outputs)[number],
        Tensor
      >
    },
    hold: () => Promise.reject(new Error('nobody goes on from this one')),
    close: async () => undefined,
  }
  return opened
}

const text = { promptEmbeds: zeros([1, 4, 2]), pooled: zeros([1, 3]) }

test('the text encoder stacks prompts', async () => {
  const opened = session({ prompt_embeds: zeros([2, 3, 5]), pooled: zeros([2, 5]) })
  const rows = [Int32Array.of(1, 2, 3), Int32Array.of(4, 5, 6)]
  const encoded = await textEncoder(opened).encode(rows)
  expect(opened.fed[0].input_ids).toEqual({ data: Int32Array.of(1, 2, 3, 4, 5, 6), dims: [2, 3] })
  expect(encoded.promptEmbeds.dims).toEqual([2, 3, 5])
  await expect(textEncoder(opened).encode([])).rejects.toThrow(RangeError)
  await expect(textEncoder(opened).encode([rows[0], Int32Array.of(1)])).rejects.toThrow('3 ids')
})

test('the denoiser gives every row its timestep and checks what comes back', async () => {
  const latents = zeros([2, 1, 2, 2])
  const opened = session({ noise: zeros([2, 1, 2, 2]) })
  await denoiser(opened).predict(latents, 981, text)
  expect(opened.fed[0].timestep).toEqual({ data: Float32Array.of(981, 981), dims: [2] })
  const wrong = session({ noise: zeros([2, 2, 2, 2]) })
  await expect(denoiser(wrong).predict(latents, 981, text)).rejects.toThrow('fake.onnx')
})

test('what a ControlNet adds: nothing without one, else what it handed over, layer by layer', async () => {
  const layers = ['down_0', 'mid']
  const noise = zeros([2, 1, 2, 2])
  const unet = { ...session({ noise }), inputs: ['latents', ...layers] }
  await denoiser(unet).predict(noise, 1, text)
  const nothing = { data: Float32Array.of(0), dims: [1, 1, 1, 1] }
  expect(unet.fed[0]).toMatchObject({ down_0: nothing, mid: nothing })

  const handed = { down_0: { held: 'a' }, mid: { held: 'b' } } as unknown as Record<string, Held>
  const saw: Feeds[] = []
  const controlNet: Session = {
    ...session({}),
    outputs: layers,
    async hold(feeds, outputs) {
      saw.push(feeds)
      return Object.fromEntries(outputs.map((name) => [name, handed[name]])) as never
    },
  }
  const image = { width: 2, height: 2 }
  const posed = posedDenoiser(unet, controlNet, { image, conditioningScale: 0.5 })
  const white = { width: 2, height: 2, data: new Uint8Array(12).fill(255) }
  await posed(white).predict(noise, 7, text)
  expect(unet.fed[1]).toMatchObject(handed)
  expect(saw[0]).toMatchObject({
    latents: noise,
    timestep: { data: Float32Array.of(7, 7), dims: [2] },
    picture: { data: new Float32Array(12).fill(1), dims: [1, 3, 2, 2] },
    scale: { data: Float32Array.of(0.5), dims: [] },
  })

  const other = { ...controlNet, outputs: ['down_0'] }
  expect(() => posedDenoiser(unet, other, { image, conditioningScale: 1 })).toThrow(
    'fake.onnx adds to down_0, fake.onnx takes down_0, mid',
  )
})

test('a denoiser of SDXL is told the size of the picture, and FreeU where it knows that', async () => {
  const opened = session({ noise: zeros([2, 1, 2, 2]) })
  const freeU = { s1: 0.6, s2: 0.4, b1: 1.1, b2: 1.2 }
  await denoiser(opened, { image: { width: 64, height: 32 }, freeU }).predict(
    zeros([2, 1, 2, 2]),
    1,
    text,
  )
  const row = [32, 64, 0, 0, 32, 64]
  expect(opened.fed[0].time_ids).toEqual({ data: Float32Array.of(...row, ...row), dims: [2, 6] })
  expect(opened.fed[0].b2).toEqual({ data: Float32Array.of(1.2), dims: [] })
})

test('grounded SAM wants square pictures and a phrase for every word', async () => {
  const input = { width: 4, height: 4, filter: 'bilinear', mean: [0, 0, 0], deviation: [1, 1, 1] }
  const layout = groundedSam({
    detector: session({ scores: zeros([1, 3]), boxes: zeros([1, 3, 4]) }),
    detectorInput: { ...input, filter: 'bilinear' },
    threshold: 0.3,
    phrases: { woman: [1, 2, 3] },
    segmenterImage: session({}),
    segmenterInput: { ...input, filter: 'bilinear' },
    segmenterMasks: session({}),
  })
  await expect(layout.find(zeros([1, 3, 8, 4]), ['woman'])).rejects.toThrow('square picture')
  await expect(layout.find(zeros([1, 3, 8, 8]), ['man'])).rejects.toThrow('no phrase for "man"')
  // Nobody above the threshold: the segmenter is not asked.
  expect(await layout.find(zeros([1, 3, 8, 8]), ['woman'])).toEqual([undefined])
})

test('the identity encoder carries its name', async () => {
  const encoder = identityEncoder(session({ identity: zeros([2, 7]) }), 'faces-1')
  expect(encoder.name).toBe('faces-1')
  expect((await encoder.embed(zeros([2, 3, 4, 4]))).dims).toEqual([2, 7])
})

test('fusion marks the class token', async () => {
  const opened = session({ fused_prompt_embeds: zeros([1, 4, 2]), fused_pooled: zeros([1, 3]) })
  const identity = Float32Array.of(1, 2)
  await identityFusion(opened).fuse(text, 2, identity)
  expect(opened.fed[0].class_mask).toEqual({ data: Float32Array.of(0, 0, 1, 0), dims: [1, 4] })
  expect(opened.fed[0].identity).toEqual({ data: identity, dims: [1, 2] })
  for (const outside of [-1, 4, 0.5]) {
    await expect(identityFusion(opened).fuse(text, outside, identity)).rejects.toThrow(RangeError)
  }
  const two = { ...text, promptEmbeds: zeros([2, 4, 2]) }
  await expect(identityFusion(opened).fuse(two, 0, identity)).rejects.toThrow('one prompt, got 2')
})

test('the decoder undoes the scaling factor', async () => {
  const opened = session({ image: zeros([1, 3, 4, 4]) })
  const latents = tensor(Float32Array.of(1, 2, 3, 4), [1, 1, 2, 2])
  await decoder(opened, 0.5).decode(latents)
  await decoder(opened, 1).decode(latents)
  expect(opened.fed[0].latents).toMatchObject({ data: Float32Array.of(2, 4, 6, 8) })
  expect(opened.fed[1].latents).toBe(latents)
})

test('the layout finds two people and scales their masks up', async () => {
  const opened = session(twoPeople())
  const layout = centresLayout(opened, ['man', 'woman'], { threshold: 0.3 })
  const image = zeros([1, 3, 64, 64])
  const [woman, man] = await layout.find(image, ['woman', 'man'])
  expect(man?.mask).toMatchObject({ width: 64, height: 64 })
  // The man fills the left half, the woman the right one.
  expect([man, woman].map((person) => person?.mask.data[0])).toEqual([1, 0])
  expect([man, woman].map((person) => person?.mask.data[63])).toEqual([0, 1])
  // Heads in pixels of the picture: four times those of the maps, in their cells' middles.
  expect([man, woman].map((person) => person?.head)).toEqual([
    { x: 18, y: 18, width: 60 },
    { x: 50, y: 18, width: 80 },
  ])
  expect(await layout.find(image, ['man', 'man', 'man'])).toContain(undefined)
  await expect(layout.find(image, ['dragon'])).rejects.toThrow('dragon')
  await expect(layout.find(zeros([2, 3, 64, 64]), ['man'])).rejects.toThrow('got 2')
})

test('a layout of an older bundle tells where heads are, not how wide', async () => {
  const { sizes: _, ...older } = twoPeople()
  const layout = centresLayout(session(older), ['man', 'woman'], { threshold: 0.3 })
  const [man] = await layout.find(zeros([1, 3, 64, 64]), ['man'])
  expect(man?.head).toEqual({ x: 18, y: 18, width: undefined })
})

test('judges of another make have their pictures prepared', async () => {
  const opened = session({ embedding: zeros([1, 24]) })
  const input = { filter: 'bilinear', mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const
  const network = recogniser(opened, { ...input, width: 112, height: 112 })
  expect(network.side).toBe(112)
  await network.embed(zeros([2, 3, 112, 112]))
  await imageScorer(opened, { ...input, width: 56, height: 56 }).embed(zeros([1, 3, 128, 128]))
  const [{ faces }, { images }] = opened.fed as Record<string, Tensor>[]
  expect([faces.dims, images.dims]).toEqual([
    [2, 3, 112, 112],
    [1, 3, 56, 56],
  ])
  // Gray is a byte, so it is not quite 0.
  expect(faces.data[0]).toBeCloseTo(128 / 127.5 - 1)
})

test('the judges embed faces, pictures and texts', async () => {
  const opened = session({ embedding: zeros([1, 128]) })
  const tokenizer = wordsTokenizer({
    type: 'words',
    length: 4,
    pad: 0,
    unknown: 1,
    words: ['<pad>', '<unk>', 'a', 'woman', 'man'],
    synonyms: {},
    ignored: [],
  })
  const faces = zeros([1, 3, 96, 96])
  const images = zeros([1, 3, 256, 256])
  expect((await recogniser(opened).embed(faces)).dims).toEqual([1, 128])
  expect((await imageScorer(opened).embed(images)).dims).toEqual([1, 128])
  expect((await textScorer(opened, tokenizer).embed(['a woman', 'man'])).dims).toEqual([2, 128])
  expect(opened.fed).toEqual([
    { faces },
    { images },
    { input_ids: { data: Int32Array.of(2, 3, 0, 0), dims: [1, 4] } },
    { input_ids: { data: Int32Array.of(4, 0, 0, 0), dims: [1, 4] } },
  ])
  await expect(textScorer(opened, tokenizer).embed([])).rejects.toThrow(RangeError)
})

/** Maps of 16 x 16: a man with his head at (4, 4), a woman with hers at (12, 4). */
function twoPeople(): Record<string, Tensor> {
  const map = (channels: number, value: (c: number, x: number) => number) => {
    const dims = [1, channels, 16, 16]
    const data = Float32Array.from({ length: sizeOf(dims) }, (_, i) =>
      value(Math.floor(i / 256), i % 16),
    )
    return tensor(data, dims)
  }
  const centres = zeros([1, 1, 16, 16])
  centres.data[4 * 16 + 4] = 0.9
  centres.data[4 * 16 + 12] = 0.8
  return {
    centres,
    class_logits: map(3, (c, x) => (c === (x < 8 ? 1 : 2) ? 5 : -5)),
    offsets: map(2, (c, x) => (c === 0 ? (x < 8 ? 4 : 12) - x : 0)),
    sizes: map(1, (_, x) => (x < 8 ? 60 : 80)),
  }
}
