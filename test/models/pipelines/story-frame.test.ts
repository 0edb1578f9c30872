import { expect, test } from 'vitest'
import type { StepEvent } from '../../../models/pipelines/model.ts'
import { LayoutError } from '../../../models/pipelines/place-characters.ts'
import { drawStoryFrame } from '../../../models/pipelines/story-frame.ts'
import { fakeModel, same } from '../../fakes/networks.ts'

const woman = {
  prompt: 'a woman img in a forest',
  classWord: 'woman',
  identity: Float32Array.of(0.2, 0.4, -0.1),
}
const man = { ...woman, prompt: 'a man img in a forest', classWord: 'man' }
const prompt = 'a woman with a man in a forest'
const published = { sampler: 'euler', steps: 50, startStep: 10, guidanceScale: 7 } as const

test.each([0, 1, 2, 3])('with %i characters, 100 + 82 K rows, one call a step', async (count) => {
  const model = fakeModel()
  const characters = [woman, man, woman].slice(0, count)
  const frame = await drawStoryFrame({ model, prompt, characters, seed: 1, ...published })
  expect(frame.rows).toBe(100 + 82 * count)
  expect(model.calls).toEqual([
    ...Array(50).fill(2),
    ...Array(count === 0 ? 0 : 41).fill(2 * count),
  ])
  expect(frame.masks).toHaveLength(count)
  expect(frame.image.dims).toEqual([1, 3, 96, 96])
})

test('2 steps + 2 (steps - startStep + 1) K rows, whatever the settings', async () => {
  const settings = { model: fakeModel(), prompt, seed: 1, characters: [woman, man] }
  expect((await drawStoryFrame({ ...settings, steps: 20, startStep: 4 })).rows).toBe(40 + 34 * 2)
  expect((await drawStoryFrame({ ...settings, steps: 6, startStep: 1 })).rows).toBe(12 + 12 * 2)
  expect((await drawStoryFrame({ ...settings, steps: 6, startStep: 6 })).rows).toBe(12 + 2 * 2)
})

test('guidance of 1 asks for half the rows and comes to what guidance of next to 1 does', async () => {
  const request = { prompt, seed: 1, characters: [woman, man], steps: 20, startStep: 4 }
  const model = fakeModel()
  const unguided = await drawStoryFrame({ ...request, model, guidanceScale: 1 })
  expect(unguided.rows).toBe(20 + 17 * 2)
  expect(model.calls).toEqual([...Array(20).fill(1), ...Array(17).fill(2)])
  const next = await drawStoryFrame({ ...request, model: fakeModel(), guidanceScale: 1 + 1e-7 })
  const apart = unguided.image.data.map((value, i) => Math.abs(value - next.image.data[i]))
  expect(Math.max(...apart)).toBeLessThan(1e-4)
})

test('the manifest gives what the request leaves open', async () => {
  const model = fakeModel()
  const { steps, startStep, sampler, guidanceScale } = model.manifest.defaults
  const request = { model, prompt, characters: [woman], seed: 5 }
  const frame = await drawStoryFrame(request)
  const explicit = await drawStoryFrame({ ...request, steps, startStep, sampler, guidanceScale })
  expect(same(frame.image, explicit.image)).toBe(true)
  expect(same((await drawStoryFrame({ ...request, guidanceScale: 0 })).image, frame.image)).toBe(
    false,
  )
})

test('a pose makes another template, and the characters are drawn into that one', async () => {
  const model = fakeModel()
  const request = { model, prompt, characters: [woman], seed: 5 }
  const pose = { width: 2, height: 1, data: Uint8Array.of(1, 2, 1, 2, 1, 2) }
  const [plain, posed, black] = await Promise.all([
    drawStoryFrame(request),
    drawStoryFrame({ ...request, pose }),
    drawStoryFrame({ ...request, pose: { ...pose, data: new Uint8Array(6) } }),
  ])
  expect(same(posed.template, plain.template)).toBe(false)
  expect(same(posed.image, plain.image)).toBe(false)
  expect(same(black.image, plain.image)).toBe(true)
  expect(posed.rows).toBe(plain.rows)

  const alone = drawStoryFrame({ ...request, pose, injection: 'none' })
  await expect(alone).rejects.toThrow('without injection there is none')
  const networks = { ...model.networks, posedDenoiser: undefined }
  const unable = drawStoryFrame({ ...request, pose, model: { ...model, networks } })
  await expect(unable).rejects.toThrow('this model draws no poses')
})

test('outside the masks nothing changes, inside the identity does', async () => {
  const model = fakeModel()
  const request = { model, prompt, characters: [woman], seed: 3, maxKernel: 0, maskDilation: 0 }
  const { image, template, masks } = await drawStoryFrame(request)
  const plane = 96 * 96
  const changed = image.data.map((value, i) => (value === template.data[i] ? 0 : 1))
  const outside = changed.filter((_, i) => masks[0].data[i % plane] === 0)
  expect(outside.some((pixel) => pixel === 1)).toBe(false)
  expect(changed.filter((pixel) => pixel === 1).length).toBeGreaterThan(200)

  const sister = { ...woman, identity: Float32Array.of(1, 1, 1) }
  const other = await drawStoryFrame({ ...request, characters: [sister] })
  expect(same(other.template, template)).toBe(true)
  expect(same(other.image, image)).toBe(false)
})

test('without a cast the template is the picture', async () => {
  const { image, template } = await drawStoryFrame({
    model: fakeModel(),
    prompt,
    characters: [],
    seed: 3,
  })
  expect(image).toBe(template)
})

test('the same seed draws the same picture, however few rows go into a call', async () => {
  const request = { prompt, characters: [woman, man], seed: 3 }
  const model = fakeModel()
  const first = await drawStoryFrame({ model, ...request })
  const again = await drawStoryFrame({ model: fakeModel(), ...request })
  const thrifty = fakeModel()
  const small = await drawStoryFrame({ model: thrifty, ...request, rowsPerCall: 3 })
  expect(same(again.image, first.image)).toBe(true)
  expect(same(small.image, first.image)).toBe(true)
  expect(Math.max(...thrifty.calls)).toBe(3)
  expect(small.rows).toBe(first.rows)
  expect(same((await drawStoryFrame({ model, ...request, seed: 4 })).image, first.image)).toBe(
    false,
  )
})

test('fused once, the identity enters once; cumulatively, at every step', async () => {
  const request = { prompt, characters: [woman], seed: 3 }
  const once = await drawStoryFrame({ model: fakeModel(), ...request })
  const cumulative = await drawStoryFrame({ model: fakeModel(), ...request, fuse: 'cumulative' })
  expect(same(cumulative.template, once.template)).toBe(true)
  expect(same(cumulative.image, once.image)).toBe(false)
})

test('a template without everybody is drawn again, 3533 seeds on', async () => {
  const request = { prompt, characters: [woman], seed: 3 }
  const frame = await drawStoryFrame({ model: fakeModel({ blindDraws: 2 }), ...request })
  expect(frame).toMatchObject({ seed: 3 + 2 * 3533, draws: 3, rows: 3 * 40 + 34 })
  const direct = await drawStoryFrame({ model: fakeModel(), ...request, seed: 3 + 2 * 3533 })
  expect(same(frame.image, direct.image)).toBe(true)
})

test('after four templates it says who was not found', async () => {
  const model = fakeModel({ blindDraws: 4 })
  const drawing = drawStoryFrame({ model, prompt, characters: [woman, man], seed: 3 })
  await expect(drawing).rejects.toThrow('found no woman, no man in any of 4 drawings')
  await expect(drawing).rejects.toBeInstanceOf(LayoutError)
  await expect(drawing).rejects.toMatchObject({ missing: ['woman', 'man'], draws: 4 })
  expect(model.calls).toHaveLength(4 * 20)
})

test('a prompt without its class word fails before anything is drawn', async () => {
  const model = fakeModel()
  const nobody = { ...woman, prompt: 'a forest' }
  const drawing = drawStoryFrame({ model, prompt, characters: [nobody], seed: 3 })
  await expect(drawing).rejects.toThrow('"woman"')
  expect(model.calls).toHaveLength(0)
})

test('a start step after the last one is an error', async () => {
  const request = { model: fakeModel(), prompt, characters: [woman], seed: 3 }
  await expect(drawStoryFrame({ ...request, startStep: 21 })).rejects.toThrow(RangeError)
})

test('every phase tells where it stands, with a preview while denoising', async () => {
  const events: StepEvent[] = []
  await drawStoryFrame({
    model: fakeModel(),
    prompt,
    characters: [woman],
    seed: 3,
    onStep: (event) => void events.push(event),
  })
  const told = events.map(({ phase, step, steps }) => `${phase} ${step}/${steps}`)
  expect(told.slice(0, 2)).toEqual(['template 1/20', 'template 2/20'])
  expect(told.slice(19, 22)).toEqual(['template 20/20', 'layout 1/4', 'redenoising 4/20'])
  expect(told.slice(-2)).toEqual(['redenoising 20/20', 'decoding 1/1'])
  expect(events[5].previewLatents?.dims).toEqual([1, 4, 12, 12])
})

test.each(['template 5', 'layout 1', 'redenoising 9'])('aborted at %s, it stops', async (where) => {
  const model = fakeModel()
  const controller = new AbortController()
  let calls = 0
  const drawing = drawStoryFrame({
    model,
    prompt,
    characters: [woman],
    seed: 3,
    signal: controller.signal,
    onStep({ phase, step }) {
      if (`${phase} ${step}` !== where) return
      calls = model.calls.length
      controller.abort()
    },
  })
  await expect(drawing).rejects.toMatchObject({ name: 'AbortError' })
  expect(model.calls).toHaveLength(calls)
})

test('time is measured for each part', async () => {
  let clock = 0
  const frame = await drawStoryFrame({
    model: fakeModel(),
    prompt,
    characters: [woman],
    seed: 3,
    now: () => clock++,
  })
  expect(frame.timings).toEqual({ template: 1, decoding: 2, layout: 1, redenoising: 1 })
})
