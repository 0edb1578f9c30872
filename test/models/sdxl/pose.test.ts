/** A ControlNet and the template that it poses give the numbers of diffusers' own pipeline. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bundle, openBundle } from '../../../models/bundles/bundle.ts'
import { type BytePicture, resample } from '../../../models/math/resample.ts'
import { slice, type Tensor, tensor } from '../../../models/math/tensor.ts'
import { toBytes } from '../../../models/networks/picture-input.ts'
import { posePicture } from '../../../models/networks/pose-picture.ts'
import type { Denoiser } from '../../../models/networks/types.ts'
import { openSession } from '../../../models/onnx/session.ts'
import { encodeGuided } from '../../../models/pipelines/prompts.ts'
import { concatText } from '../../../models/pipelines/rows.ts'
import { drawStoryFrame } from '../../../models/pipelines/story-frame.ts'
import { createScheduler } from '../../../models/schedulers/create-scheduler.ts'
import { changedBundle } from '../../fixtures/changed-bundle.ts'
import { at, bundleDir, cases, difference, pictureOf, readGolden } from './goldens.ts'

const golden = readGolden('pose')
const { conditioningScale, timestep, ...request } = cases.pose
const pose: BytePicture = toBytes(pictureOf(golden.picture))
const side = 128

describe('a posed template', () => {
  let folder: string
  let bundle: Bundle
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-pose-'))
    await changedBundle(bundleDir, folder, ({ defaults }) =>
      Object.assign(defaults, { conditioningScale }),
    )
    bundle = await openBundle(folder, { threads: 1 })
  })
  afterAll(async () => {
    await bundle?.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('pictures are resized as diffusers does it; another shape stands in black', () => {
    const bytes = (picture: Tensor) =>
      tensor(
        picture.data.map((part) => part * 255),
        [3, side, side],
      )
    expect(difference(bytes(posePicture(pose, side, side)), golden.prepared)).toBeLessThan(1e-6)
    const wide = toBytes(pictureOf(golden.wide))
    expect([wide.width, wide.height]).toEqual([96, 61])
    expect(difference(bytes(posePicture(wide, side, side)), golden.wide_prepared)).toBeLessThan(
      1e-6,
    )
    // The same size again is the same picture, to the last byte.
    expect(resample(pose, 150, 150, 'lanczos')).toBe(pose)
  })

  test('what the ControlNet adds to every layer', async () => {
    const { networks, image } = bundle.manifest
    const text = await encode(bundle)
    const controlNet = await openSession(join(folder, networks.controlNet!.file), { threads: 1 })
    try {
      const size = [image.height, image.width, 0, 0, image.height, image.width]
      const added = await controlNet.run(
        {
          latents: golden.latents,
          timestep: { data: Float32Array.of(timestep, timestep), dims: [2] },
          prompt_embeds: text.promptEmbeds,
          pooled: text.pooled,
          time_ids: { data: Float32Array.from([...size, ...size]), dims: [2, 6] },
          picture: posePicture(pose, side, side),
          scale: { data: Float32Array.of(conditioningScale), dims: [] },
        },
        controlNet.outputs,
      )
      expect(Object.keys(added)).toHaveLength(10)
      for (const [name, layer] of Object.entries(added)) {
        expect(layer.dims, name).toEqual(golden[name].dims)
        expect(difference(layer, golden[name]), name).toBeLessThan(1e-4)
      }
    } finally {
      await controlNet.close()
    }
  })

  test('the UNet with what was added, and without', async () => {
    const text = await encode(bundle)
    const { denoiser, posedDenoiser } = bundle.networks
    const posed = await posedDenoiser!(pose).predict(golden.latents, timestep, text)
    expect(difference(posed, golden.noise)).toBeLessThan(1e-4)
    const plain = await denoiser.predict(golden.latents, timestep, text)
    expect(difference(plain, golden.noise)).toBeGreaterThan(1e-2)
  })

  test('the whole template pass: latents at every step', async () => {
    const calls: Tensor[] = []
    const { posedDenoiser } = bundle.networks
    const watched = (picture: BytePicture): Denoiser => ({
      predict(latents, step, text) {
        calls.push(latents)
        return posedDenoiser!(picture).predict(latents, step, text)
      },
    })
    const model = { ...bundle, networks: { ...bundle.networks, posedDenoiser: watched } }
    const drawn = await drawStoryFrame({ ...request, model, characters: [], pose })
    const scheduler = createScheduler('euler', bundle.manifest.scheduler, request.steps)
    expect(calls).toHaveLength(request.steps)
    for (const [step, call] of calls.entries()) {
      const expected = scheduler.scaleModelInput(at(golden.template_latents, step), step)
      for (const row of [0, 1]) {
        expect(difference(slice(call, row, row + 1), expected), `step ${step}`).toBeLessThan(1e-3)
      }
    }
    const last = slice(golden.template_latents, request.steps, request.steps + 1)
    const image = await bundle.networks.decoder.decode(last)
    expect(difference(drawn.image, image)).toBeLessThan(1e-3)
    // Row by row it is the same template.
    const small = await drawStoryFrame({
      ...request,
      model: bundle,
      characters: [],
      pose,
      rowsPerCall: 1,
    })
    expect(difference(small.image, drawn.image)).toBeLessThan(1e-4)
  })
})

async function encode({ tokenizer, networks }: Bundle) {
  const { prompt, negativePrompt } = request
  const text = await encodeGuided(tokenizer, networks.textEncoder, prompt, negativePrompt)
  return concatText([text.unconditional, text.conditional])
}
