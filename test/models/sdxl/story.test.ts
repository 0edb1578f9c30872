/**
 * Whole discovery and whole injection against the published algorithm in Python, which runs its
 * latents twice over, both stages through the general generator, FreeU with Fourier transforms.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bundle, openBundle } from '../../../models/bundles/bundle.ts'
import { cleanMasks } from '../../../models/identity/masks.ts'
import { slice, type Tensor, tensor } from '../../../models/math/tensor.ts'
import { gatherIdentity } from '../../../models/pipelines/gather-identity.ts'
import {
  discoverCharacter,
  type IdentityDiscovery,
} from '../../../models/pipelines/identity-discovery.ts'
import { drawIdentityPortrait } from '../../../models/pipelines/identity-portrait.ts'
import { drawPortraits, type Portraits } from '../../../models/pipelines/portraits.ts'
import { drawStoryFrame } from '../../../models/pipelines/story-frame.ts'
import { createScheduler } from '../../../models/schedulers/create-scheduler.ts'
import { changedBundle } from '../../fixtures/changed-bundle.ts'
import {
  agreement,
  at,
  bundleDir,
  cases,
  decibels,
  difference,
  type FrameCase,
  maskOf,
  readGolden,
  rows,
} from './goldens.ts'
import { watched } from './watched.ts'

const CLOSE = 1e-3
const identities = readGolden('identities').identities

describe('stories of SDXL and PhotoMaker', () => {
  let bundle: Bundle
  beforeAll(async () => {
    bundle = await openBundle(bundleDir, { threads: 1 })
  })
  afterAll(() => bundle.close())

  test('discovery: latents at every step, embeddings, survivors, identity', async () => {
    const golden = readGolden('discovery')
    const { prompt: _, ...request } = cases.discovery
    const { model, calls } = watched(bundle, 'portraitDenoiser')
    const found = await discoverCharacter({ ...request, model })

    expect(found.rows).toBe(2 * request.portraits * request.steps)
    const scheduler = createScheduler('euler', bundle.manifest.scheduler, request.steps)
    for (let step = 0; step < request.steps; step++) {
      const expected = scheduler.scaleModelInput(at(golden.latents, step), step)
      const batch = slice(calls[step], 0, expected.dims[0])
      expect(difference(batch, expected), `step ${step}`).toBeLessThan(CLOSE)
    }
    expectSamePerson(found, golden)
    expect(found.kept).toHaveLength(13)
    const identity = tensor(found.identity, golden.identity.dims)
    expect(difference(identity, golden.identity)).toBeLessThan(CLOSE)
    for (const portrait of rows(golden.pictures)) {
      const latents = at(golden.latents, request.steps)
      const decoded = await bundle.networks.decoder.decode(slice(latents, portrait, portrait + 1))
      expect(decibels(decoded, at(golden.pictures, portrait))).toBeGreaterThan(45)
    }
  })

  test('discovery in batches of eight, drawn in any order by several workers', async () => {
    const golden = readGolden('discovery')
    const { prompt: _, portraits: count, components, ...request } = cases.discovery
    const firsts = Array.from({ length: Math.ceil(count / 8) }, (_, i) => 8 * i)
    const drawn = new Map<number, Portraits>()
    for (const first of firsts.toReversed()) {
      const batch = { first, count: Math.min(8, count - first) }
      drawn.set(first, await drawPortraits({ ...request, ...batch, model: bundle }))
    }
    const embeddings = firsts.flatMap((first) => drawn.get(first)!.embeddings)
    const found = await gatherIdentity({ model: bundle, embeddings, components })
    expectSamePerson({ ...found, embeddings }, golden)
    const identity = tensor(found.identity, golden.identity.dims)
    expect(difference(identity, golden.identity)).toBeLessThan(CLOSE)
  })

  test('discovery with smaller portraits and a sampler of second order', async () => {
    const golden = readGolden('quick')
    const { prompt: _, image, mergeStep, ...request } = cases.quick
    const folder = await mkdtemp(join(tmpdir(), 'troupe-quick-'))
    const quick = { sampler: 'dpm++2m', image: { width: image, height: image } }
    await changedBundle(bundleDir, folder, ({ defaults: { discovery } }) =>
      Object.assign(discovery, quick, { classTokenTwiceAfter: mergeStep }),
    )
    const small = await openBundle(folder, { threads: 1 })
    try {
      const { model, calls } = watched(small, 'portraitDenoiser')
      const found = await discoverCharacter({ ...request, model })
      for (let step = 0; step < request.steps; step++) {
        const expected = slice(at(golden.latents, step), 0, calls[step].dims[0] / 2)
        const batch = slice(calls[step], 0, expected.dims[0])
        expect(difference(batch, expected), `step ${step}`).toBeLessThan(CLOSE)
      }
      expectSamePerson(found, golden)
      const { identity, chosen: index } = found
      const drawn = await drawIdentityPortrait({ ...request, model, identity, index })
      expect(drawn.rows).toBe(2 * request.steps)
      expect(drawn.portrait.dims).toEqual([1, 3, image, image])
      // Its noise is that of the portrait that was chosen.
      const [first] = calls.slice(-request.steps)
      const noise = slice(at(golden.latents, 0), index, index + 1)
      const scheduler = createScheduler('dpm++2m', small.manifest.scheduler, request.steps)
      const expected = scheduler.scaleModelInput(noise, 0)
      expect(difference(slice(first, 0, 1), expected)).toBeLessThan(CLOSE)
    } finally {
      await small.close()
      await rm(folder, { recursive: true })
    }
  })

  test.each([1, 2, 3])('injection of %i: template, masks, latents at every step', async (count) => {
    const golden = readGolden(`frame-${count}`)
    const expected = cases.frames[count - 1]
    const { drawn, calls, templateCalls } = await draw(bundle, expected, 'once')

    expect(drawn.seed).toBe(expected.usedSeed)
    expect(drawn.draws).toBe(expected.draws)
    const { steps, startStep } = expected
    // Not the published 200 + 200 + 82 K rows.
    expect(drawn.rows).toBe(2 * steps * drawn.draws + 2 * (steps - startStep + 1) * count)
    const scheduler = createScheduler('euler', bundle.manifest.scheduler, steps)
    const lastTemplate = templateCalls.slice(-steps)
    for (let step = 0; step < steps; step++) {
      const scaled = scheduler.scaleModelInput(at(golden.template_latents, step), step)
      expect(difference(slice(lastTemplate[step], 0, 1), scaled), `step ${step}`).toBeLessThan(
        CLOSE,
      )
    }
    expect(decibels(drawn.template, golden.template)).toBeGreaterThan(45)
    const cleaned = cleanMasks(
      rows(golden.masks).map((k) => maskOf(at(golden.masks, k))),
      Math.round((expected.dilation * bundle.manifest.image.width) / 1024),
    )
    for (const [k, mask] of drawn.masks.entries()) {
      const wanted = maskOf(at(golden.cleaned, k))
      expect(agreement(cleaned[k], wanted), `cleaning of ${k}`).toBe(1)
      expect(agreement(mask, wanted), `mask ${k}`).toBeGreaterThan(0.999)
    }
    expectSteps(calls, golden.latents, scheduler, startStep)
    expect(decibels(drawn.image, golden.image)).toBeGreaterThan(45)
    // The template itself would not pass for the picture.
    expect(decibels(drawn.image, golden.template)).toBeLessThan(40)
  })

  test('fusion that accumulates, as the published code has it', async () => {
    const { cumulative_latents: latents, latents: once } = readGolden('frame-1')
    const { steps, startStep } = cases.frames[0]
    const { calls } = await draw(bundle, cases.frames[0], 'cumulative')
    const scheduler = createScheduler('euler', bundle.manifest.scheduler, steps)
    expectSteps(calls, latents, scheduler, startStep)
    expect(difference(at(latents, steps - startStep), at(once, steps - startStep))).toBeGreaterThan(
      2 * CLOSE,
    )
  })
})

async function draw(
  bundle: Bundle,
  { prompt, characters, dilation, usedSeed: _, draws: __, ...request }: FrameCase,
  fuse: 'once' | 'cumulative',
) {
  const identity = watched(bundle, 'identityDenoiser')
  const general = watched({ ...bundle, networks: identity.model.networks }, 'denoiser')
  const drawn = await drawStoryFrame({
    ...request,
    model: general.model,
    prompt,
    characters: characters.map((character, k) => ({
      ...character,
      identity: at(identities, k).data,
    })),
    maskDilation: dilation,
    maxDraws: 20,
    fuse,
  })
  return { drawn, calls: identity.calls, templateCalls: general.calls }
}

function expectSamePerson(
  found: Pick<IdentityDiscovery, 'embeddings' | 'kept'>,
  golden: Record<string, Tensor>,
): void {
  for (const [portrait, embedding] of found.embeddings.entries()) {
    const expected = at(golden.embeddings, portrait)
    expect(difference(tensor(embedding, expected.dims), expected)).toBeLessThan(CLOSE)
  }
  expect(found.kept).toEqual([...golden.kept.data])
}

/** Each call's latents are those after the step before it, scaled for the network. */
function expectSteps(
  calls: readonly Tensor[],
  golden: Tensor,
  scheduler: ReturnType<typeof createScheduler>,
  startStep: number,
): void {
  expect(calls).toHaveLength(golden.dims[0])
  for (const [i, call] of calls.slice(1).entries()) {
    const expected = scheduler.scaleModelInput(at(golden, i), startStep + i)
    expect(difference(slice(call, 0, 1), expected), `step ${startStep + i}`).toBeLessThan(CLOSE)
  }
}
