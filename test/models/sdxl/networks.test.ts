/** Every network of a bundle of SDXL's family gives the numbers of the Python originals. */

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bundle, openBundle } from '../../../models/bundles/bundle.ts'
import { boxesAbove } from '../../../models/identity/boxes.ts'
import { resample } from '../../../models/math/resample.ts'
import { concat, slice, type Tensor, tensor } from '../../../models/math/tensor.ts'
import { preparePicture, toBytes } from '../../../models/networks/picture-input.ts'
import { openSession } from '../../../models/onnx/session.ts'
import {
  agreement,
  at,
  bundleDir,
  cases,
  difference,
  maskOf,
  pictureOf,
  readGolden,
  rows,
} from './goldens.ts'

const golden = readGolden('networks')
const options = { threads: 1 }

describe('networks of SDXL and PhotoMaker', () => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = await openBundle(bundleDir, options)
  })
  afterAll(() => bundle.close())

  const encode = (texts: readonly string[]) =>
    bundle.networks.textEncoder.encode(texts.map((text) => bundle.tokenizer.encode(text).ids))

  test('the first tokenizer; the second one differs in its padding, which is every ! too', () => {
    const { tokenizer } = bundle
    const end = tokenizer.encode('').ids[1]
    const [, mark] = tokenizer.encode('!').ids
    for (const [i, text] of cases.texts.entries()) {
      const { ids } = tokenizer.encode(text)
      expect([...ids], text).toEqual([...at(golden.ids, i).data])
      const second = ids.map((id, k) => (id === mark || k > ids.indexOf(end) ? 0 : id))
      expect([...second], text).toEqual([...at(golden.ids_2, i).data])
    }
  })

  test('both text encoders and the pooled embeddings', async () => {
    for (const [i, text] of cases.texts.entries()) {
      const { promptEmbeds, pooled } = await encode([text])
      expect(difference(promptEmbeds, at(golden.prompt_embeds, i)), text).toBeLessThan(1e-4)
      expect(difference(pooled, at(golden.pooled, i)), text).toBeLessThan(1e-4)
    }
  })

  test('the general UNet and the identity UNet, without FreeU and with it', async () => {
    const text = await encode(cases.texts.slice(0, 2))
    const { denoiser, identityDenoiser, portraitDenoiser } = bundle.networks
    const made = [
      await denoiser.predict(golden.latents, 501, text),
      await identityDenoiser.predict(golden.latents, 501, text),
      await portraitDenoiser.predict(golden.latents, 501, text),
    ]
    const wanted = [golden.noise, golden.identity_noise, golden.freeu_noise]
    for (const [i, noise] of made.entries()) {
      expect(difference(noise, wanted[i])).toBeLessThan(1e-4)
      // They are three different networks: none passes for another.
      expect(difference(noise, wanted[(i + 1) % 3])).toBeGreaterThan(1e-2)
    }
  })

  test('time ids: the size of the picture, twice', () => {
    const { width, height } = bundle.manifest.image
    expect([...golden.time_ids.data]).toEqual([height, width, 0, 0, height, width])
  })

  test('pictures are resized as Pillow does it', () => {
    for (const filter of ['bilinear', 'bicubic'] as const) {
      const wanted = golden[`odd_${filter}`]
      const [height, width] = wanted.dims
      const resized = resample(toBytes(pictureOf(golden.odd_picture)), width, height, filter)
      expect([...resized.data]).toEqual([...toBytes(pictureOf(wanted)).data])
    }
  })

  test('the identity encoder, and how it wants its pictures', async () => {
    const { input } = bundle.manifest.networks.identityEncoder
    const same = preparePicture(pictureOf(golden.picture), input!)
    expect(difference(same, golden.clip_pixels)).toBeLessThan(1e-6)
    const twice = concat([pictureOf(golden.picture), pictureOf(golden.picture)])
    const identities = await bundle.networks.identityEncoder.embed(twice)
    for (const row of [0, 1]) {
      expect(difference(slice(identities, row, row + 1), golden.identity)).toBeLessThan(1e-4)
    }
  })

  test('fusion once, and accumulated over 41 steps', async () => {
    const { identityFusion } = bundle.networks
    let text = await encode(cases.texts.slice(0, 1))
    const { pooled } = text
    for (let step = 0; step < 41; step++) {
      text = await identityFusion.fuse(text, 5, golden.identity.data)
      if (step === 0) expect(difference(text.promptEmbeds, golden.fused_once)).toBeLessThan(1e-4)
    }
    expect(difference(text.promptEmbeds, golden.fused_cumulative)).toBeLessThan(1e-3)
    expect(difference(golden.fused_cumulative, golden.fused_once)).toBeGreaterThan(1e-2)
    expect(difference(text.pooled, pooled)).toBe(0)
  })

  test('the VAE', async () => {
    const image = await bundle.networks.decoder.decode(golden.image_latents)
    expect(difference(image, golden.image)).toBeLessThan(1e-4)
  })

  test('GroundingDINO: its picture, one phrase a call, boxes above the threshold', async () => {
    const { layout } = bundle.manifest.networks
    if (layout.type !== 'grounded-sam') throw new Error('another layout')
    const picture = pictureOf(golden.picture)
    const { detector } = layout
    const image = preparePicture(picture, detector.input)
    expect(difference(image, golden.detector_pixels)).toBeLessThan(1e-6)
    expect(detector.phrases.woman).toEqual([...golden.detector_ids.data])
    const { scores, boxes } = await once(
      detector.file,
      {
        image,
        input_ids: { data: Int32Array.from(detector.phrases.woman), dims: [1, 4] },
      },
      ['scores', 'boxes'],
    )
    expect(difference(scores, golden.detector_scores)).toBeLessThan(1e-4)
    expect(difference(boxes, golden.detector_boxes)).toBeLessThan(1e-4)
    const found = boxesAbove(scores.data, boxes.data, detector.threshold, bundle.manifest.image)
    expect(found).toHaveLength(golden.boxes.dims[0])
    const corners = found.flatMap(({ left, top, right, bottom }) => [left, top, right, bottom])
    expect(
      difference(tensor(Float32Array.from(corners), golden.boxes.dims), golden.boxes),
    ).toBeLessThan(1e-4)
  })

  test('SAM: its picture, a mask for each box', async () => {
    const { layout } = bundle.manifest.networks
    if (layout.type !== 'grounded-sam') throw new Error('another layout')
    const image = preparePicture(pictureOf(golden.picture), layout.segmenter.input)
    expect(difference(image, golden.segmenter_pixels)).toBeLessThan(1e-6)
    const { embedding } = await once(layout.segmenter.encoder.file, { image }, ['embedding'])
    const people = golden.masks.dims[0]
    const boxes = tensor(golden.boxes.data.slice(0, 4 * people), [1, people, 4])
    const { masks } = await once(layout.segmenter.decoder.file, { embedding, boxes }, ['masks'])
    expect(difference(masks, golden.mask_logits)).toBeLessThan(1e-4)
    const found = await bundle.networks.layout.find(pictureOf(golden.picture), ['woman'])
    const best = rows(golden.masks).map((k) => maskOf(at(golden.masks, k)))
    expect(agreement(found[0]!.mask, best[0])).toBeGreaterThan(0.999)
  })
})

async function once<Output extends string>(
  file: string,
  feeds: Parameters<Awaited<ReturnType<typeof openSession>>['run']>[0],
  outputs: readonly Output[],
): Promise<Record<Output, Tensor>> {
  const session = await openSession(join(bundleDir, file), options)
  try {
    return await session.run(feeds, outputs)
  } finally {
    await session.close()
  }
}
