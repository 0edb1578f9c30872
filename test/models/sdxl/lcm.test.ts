/**
 * Discovery and injection as a model distilled by latent consistency draws them, against diffusers'
 * LCMScheduler in the published loops: without guidance, with noise of torch's generator after each step.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bundle, openBundle } from '../../../models/bundles/bundle.ts'
import { slice, tensor } from '../../../models/math/tensor.ts'
import { discoverCharacter } from '../../../models/pipelines/identity-discovery.ts'
import { drawStoryFrame } from '../../../models/pipelines/story-frame.ts'
import { changedBundle } from '../../fixtures/changed-bundle.ts'
import { at, bundleDir, cases, decibels, difference, readGolden, rows } from './goldens.ts'
import { watched } from './watched.ts'

const CLOSE = 1e-3
const { discovery, frame } = cases.lcm

describe('latent consistency', () => {
  let folder: string
  let bundle: Bundle
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-lcm-'))
    await changedBundle(bundleDir, folder, ({ defaults }) => {
      const { steps, guidanceScale, mergeStep } = discovery
      Object.assign(defaults, { sampler: 'lcm' })
      Object.assign(defaults.discovery, { steps, guidanceScale, classTokenTwiceAfter: mergeStep })
    })
    bundle = await openBundle(folder, { threads: 1 })
  })
  afterAll(async () => {
    await bundle.close()
    await rm(folder, { recursive: true })
  })

  test.each([2, 16])('portraits, with %i rows a call', async (rowsPerCall) => {
    const golden = readGolden('lcm-discovery')
    const { description, classWord, negativePrompt, seed, portraits, components, steps } = discovery
    const { model, calls } = watched(bundle, 'portraitDenoiser')
    const request = { description, classWord, negativePrompt, seed, portraits, components }
    const found = await discoverCharacter({ ...request, model, rowsPerCall })

    expect(found.rows).toBe(portraits * steps)
    for (let step = 0; step < steps; step++) {
      const expected = slice(at(golden.latents, step), 0, calls[step].dims[0])
      expect(difference(calls[step], expected), `step ${step}`).toBeLessThan(CLOSE)
    }
    expect(found.kept).toEqual([...golden.kept.data])
    const identity = tensor(found.identity, golden.identity.dims)
    expect(difference(identity, golden.identity)).toBeLessThan(CLOSE)
  })

  test('a frame of two: people are drawn again with the noise of their template', async () => {
    const golden = readGolden('lcm-frame')
    const { identities } = readGolden('identities')
    const { characters, dilation, usedSeed, draws, ...request } = frame
    const identity = watched(bundle, 'identityDenoiser')
    const general = watched({ ...bundle, networks: identity.model.networks }, 'denoiser')
    const drawn = await drawStoryFrame({
      ...request,
      model: general.model,
      characters: characters.map((one, k) => ({ ...one, identity: at(identities, k).data })),
      maskDilation: dilation,
      maxDraws: 20,
    })

    expect([drawn.seed, drawn.draws]).toEqual([usedSeed, draws])
    const { steps, startStep } = frame
    expect(drawn.rows).toBe(steps * draws + (steps - startStep + 1) * characters.length)
    const template = general.calls.slice(-steps)
    for (const step of template.keys()) {
      const expected = at(golden.template_latents, step)
      expect(difference(template[step], expected), `step ${step}`).toBeLessThan(CLOSE)
    }
    for (const i of rows(golden.latents).slice(1)) {
      const call = slice(identity.calls[i], 0, 1)
      expect(difference(call, at(golden.latents, i - 1)), `step ${i}`).toBeLessThan(CLOSE)
    }
    expect(decibels(drawn.template, golden.template)).toBeGreaterThan(45)
    expect(decibels(drawn.image, golden.image)).toBeGreaterThan(45)
    // The template itself would not pass for the picture.
    const [last, before] = [
      at(golden.latents, steps - startStep),
      at(golden.template_latents, steps),
    ]
    expect(difference(last, before)).toBeGreaterThan(2 * CLOSE)
  })
})
