import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Bundle } from '../../models/bundles/bundle.ts'
import { tensor } from '../../models/math/tensor.ts'
import type { Upscaler } from '../../models/networks/types.ts'
import type { DrawRequest, Progress } from '../../story/artist.ts'
import { bundleArtist } from '../../worker/artist.ts'
import { readRecipe } from '../../worker/recipe.ts'
import { discover } from '../fakes/discover.ts'
import { fakeModel } from '../fakes/networks.ts'
import { tinyManifest } from '../fixtures/bundle.ts'

const openArtist = (options?: Parameters<typeof fakeModel>[0]) => artistOf(fakeModel(options))

function artistOf(model: ReturnType<typeof fakeModel>, more?: Partial<Bundle>) {
  const manifest = { ...tinyManifest, ...model.manifest }
  const rest = { upscaler: undefined, rowsPerCall: 16, close: async () => undefined }
  return bundleArtist({ ...model, manifest, ...rest, ...more })
}

const hooks = { onProgress: () => undefined, signal: new AbortController().signal }
const identity = {
  embedding: Float32Array.of(0.2, 0.4, -0.1),
  encoder: 'fake-1',
  cohesion: 1,
  portraits: 1,
  survivors: [0],
}
const mira = { name: 'Mira', prompt: 'a woman', classWord: 'woman', identity }
const request: DrawRequest = {
  frameId: 'f1',
  title: 'Mira in a forest',
  prompt: 'a woman in a forest',
  characters: [mira],
  seed: 5,
  pose: undefined,
}

test('the same seed and settings give the same bytes, recipe included', async () => {
  const first = await openArtist().draw(request, hooks)
  const second = await openArtist().draw(request, hooks)
  expect(Buffer.from(first.image).equals(Buffer.from(second.image))).toBe(true)
  expect(Buffer.from(first.image).equals(Buffer.from(first.template))).toBe(false)
  const other = await openArtist().draw({ ...request, seed: 6 }, hooks)
  expect(Buffer.from(first.image).equals(Buffer.from(other.image))).toBe(false)
  expect(readRecipe(first.image)).toMatchObject({
    kind: 'frame',
    prompt: 'Mira in a forest',
    cast: ['Mira'],
    seed: 5,
    bundle: tinyManifest.name,
    version: tinyManifest.version,
  })
  expect(first.settings.bundle).toBe(`${tinyManifest.name} ${tinyManifest.version}`)
})

test('no call has more rows than the device has room for; the picture stays the same', async () => {
  const model = fakeModel()
  const small = await artistOf(model, { rowsPerCall: 1 }).draw(request, hooks)
  expect(Math.max(...model.calls)).toBe(1)
  const whole = await openArtist().draw(request, hooks)
  expect(Buffer.from(small.image).equals(Buffer.from(whole.image))).toBe(true)
  const artist = artistOf(model, { rowsPerCall: 1 })
  await discover(artist, { description: 'a woman', classWord: 'woman', seed: 2 }, hooks)
  expect(Math.max(...model.calls)).toBe(1)
})

test('an identity is found, with a portrait of the size of the model', async () => {
  const wanted = { description: 'woman in a forest', classWord: 'woman', seed: 2 }
  const discovery = await discover(openArtist(), wanted, hooks)
  expect(discovery.identity).toMatchObject({ encoder: 'fake-1' })
  expect(discovery.identity.survivors.length).toBeGreaterThan(0)
  expect(await sharp(discovery.portrait).metadata()).toMatchObject({ format: 'png', width: 96 })
  expect(readRecipe(discovery.portrait)?.kind).toBe('portrait')
})

test('the portrait is drawn with the identity, and stops when it is not wanted any more', async () => {
  const wanted = { description: 'a woman', classWord: 'woman', seed: 2 }
  const gather = (...colours: readonly [number, number, number]) =>
    openArtist().gather({ ...wanted, embeddings: [Float32Array.of(...colours)] }, hooks)
  const [first, second] = [await gather(0.2, 0.4, -0.1), await gather(0.7, 0.4, -0.1)]
  expect(Buffer.from(first.portrait).equals(Buffer.from(second.portrait))).toBe(false)
  expect(Object.keys(first.timings)).toEqual(['filter', 'portrait', 'decoding'])
  const stopped = { ...hooks, signal: AbortSignal.abort(new Error('enough')) }
  const gathering = openArtist().gather(
    { ...wanted, embeddings: [Float32Array.of(1, 1, 1)] },
    stopped,
  )
  await expect(gathering).rejects.toThrow('enough')
})

/** Every pixel four times. */
const doubling: Upscaler = {
  async upscale({ data, dims: [rows, channels, height, width] }) {
    const large = Float32Array.from({ length: 4 * data.length }, (_, i) => {
      const y = Math.floor(i / (2 * width))
      return data[Math.floor(y / 2) * width + Math.floor((i % (2 * width)) / 2)]
    })
    return tensor(large, [rows, channels, 2 * height, 2 * width])
  },
}

test('an upscaler enlarges what people see, and nothing else', async () => {
  const artist = artistOf(fakeModel(), { upscaler: doubling })
  const [small, large] = [
    await openArtist().draw(request, hooks),
    await artist.draw(request, hooks),
  ]
  for (const kind of ['image', 'template'] as const) {
    const again = sharp(large[kind]).resize({ width: 96, kernel: 'nearest' })
    expect(await sharp(large[kind]).metadata()).toMatchObject({ width: 192, height: 192 })
    expect(await again.raw().toBuffer()).toEqual(await sharp(small[kind]).raw().toBuffer())
  }
  expect(Object.keys(large.timings)).toEqual([...Object.keys(small.timings), 'enlarging'])
  const wanted = { description: 'woman in a forest', classWord: 'woman', seed: 2 }
  const found = await discover(artist, wanted, hooks)
  expect(await sharp(found.portrait).metadata()).toMatchObject({ width: 192 })
  expect(found.identity).toEqual((await discover(openArtist(), wanted, hooks)).identity)
})

test('every step is told, with a few small previews', async () => {
  const told: Progress[] = []
  await openArtist().draw(request, { ...hooks, onProgress: (progress) => told.push(progress) })
  const phases = new Set(told.map(({ phase }) => phase))
  expect([...phases]).toEqual(['template', 'layout', 'redenoising', 'decoding'])
  const previews = told.flatMap(({ preview }) => (preview === undefined ? [] : [preview]))
  expect(previews.length).toBeGreaterThan(0)
  expect(previews.length).toBeLessThanOrEqual(8)
  const { format, width } = await sharp(previews[0]).metadata()
  expect(format).toBe('webp')
  expect(width).toBeLessThanOrEqual(128)
})

test('people who are found in no template are told in words', async () => {
  const tomas = { ...mira, name: 'Tomas', prompt: 'a man', classWord: 'man' }
  const crowd = { ...request, characters: [mira, { ...mira, name: 'Ada' }, tomas] }
  await expect(openArtist({ blindDraws: 9 }).draw(crowd, hooks)).rejects.toMatchObject({
    code: 'cannot-draw',
    message:
      'I could not place two women and a man in this picture. Try /story redo, or other words.',
  })
})

test('an identity of another encoder is refused with what to say', async () => {
  const stranger = { ...mira, identity: { ...identity, encoder: 'photomaker-v1' } }
  await expect(
    openArtist().draw({ ...request, characters: [stranger] }, hooks),
  ).rejects.toMatchObject({
    code: 'cannot-draw',
    message: /^Mira has a face that another model found\. .*\/story redo/,
  })
})

test('an abort stops at the next step', async () => {
  const stop = new AbortController()
  const steps: number[] = []
  const drawing = openArtist().draw(request, {
    signal: stop.signal,
    onProgress: ({ step }) => {
      steps.push(step)
      if (step === 2) stop.abort(new Error('enough'))
    },
  })
  await expect(drawing).rejects.toThrow('enough')
  expect(steps).toEqual([1, 2])
})

test('a pose makes another picture, and the recipe says that there was one', async () => {
  const pose = await sharp({ create: { width: 9, height: 5, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  const plain = await openArtist().draw(request, hooks)
  const posed = await openArtist().draw({ ...request, pose }, hooks)
  expect(Buffer.from(plain.image).equals(Buffer.from(posed.image))).toBe(false)
  expect(readRecipe(plain.image)).not.toHaveProperty('posed')
  expect(readRecipe(posed.image)).toMatchObject({ posed: true })

  const model = fakeModel()
  const unable = { ...model, networks: { ...model.networks, posedDenoiser: undefined } }
  await expect(artistOf(unable).draw({ ...request, pose }, hooks)).rejects.toMatchObject({
    code: 'cannot-draw',
    message: 'tiny draws no poses.',
  })
})
