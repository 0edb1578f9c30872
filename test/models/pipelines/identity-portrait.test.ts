import { expect, test } from 'vitest'
import type { Tensor } from '../../../models/math/tensor.ts'
import { drawIdentityPortrait } from '../../../models/pipelines/identity-portrait.ts'
import type { Model, StepEvent } from '../../../models/pipelines/model.ts'
import { drawPortraits } from '../../../models/pipelines/portraits.ts'
import type { Sampler } from '../../../models/schedulers/create-scheduler.ts'
import { fakeModel, same } from '../../fakes/networks.ts'

const woman = { description: 'a woman', classWord: 'woman', seed: 7 }
/** One that changes nothing where it is fused. */
const nobody = Float32Array.of(0, 0, 0)
const somebody = Float32Array.of(0.2, 0.4, -0.1)

/** A model whose portraits are drawn in a way of their own. */
function withDiscovery(change: Partial<Model['manifest']['defaults']['discovery']>): Model {
  const { manifest, ...model } = fakeModel()
  const discovery = { ...manifest.defaults.discovery, ...change }
  return { ...model, manifest: { ...manifest, defaults: { ...manifest.defaults, discovery } } }
}

/** The model, and every picture that it decodes. */
function showing(model: Model) {
  const pictures: Tensor[] = []
  const decode: Model['networks']['decoder']['decode'] = async (latents) => {
    const picture = await model.networks.decoder.decode(latents)
    pictures.push(picture)
    return picture
  }
  return { pictures, model: { ...model, networks: { ...model.networks, decoder: { decode } } } }
}

test.each<[Sampler]>([['dpm++2m'], ['lcm']])(
  'it is the chosen survivor but for the identity, with its noise and settings: %s',
  async (sampler) => {
    const discovery = { sampler, steps: 5, guidanceScale: 3, negativePrompt: 'forest' }
    const { model, pictures } = showing(withDiscovery({ ...discovery, sharedNoise: 0.5 }))
    await drawPortraits({ ...woman, model, count: 6 })
    for (const index of [0, 4]) {
      const { portrait } = await drawIdentityPortrait({
        ...{ ...woman, model, index },
        identity: nobody,
      })
      expect(same(portrait, pictures[index]), `${index}`).toBe(true)
    }
  },
)

test('the identity is fused once, at the class word', async () => {
  const fused: unknown[] = []
  const { networks, ...model } = fakeModel()
  const { identityFusion } = networks
  const fuse: typeof identityFusion.fuse = (text, classIndex, identity) => {
    fused.push([classIndex, identity])
    return identityFusion.fuse(text, classIndex, identity)
  }
  const watching = { ...model, networks: { ...networks, identityFusion: { fuse } } }
  const request = { ...woman, model: watching, index: 2 }
  const mira = await drawIdentityPortrait({ ...request, identity: somebody })
  const { prompt } = model.manifest.defaults.discovery
  const { words } = model.tokenizer.encode(prompt.replace('{description}', 'woman'))
  const { position } = words.find(({ text }) => text === 'woman')!
  expect(fused).toEqual([[position, somebody]])
  const plain = await drawIdentityPortrait({ ...request, identity: nobody })
  expect(same(mira.portrait, plain.portrait)).toBe(false)
})

test('it costs two rows a step, and has the size of discovery', async () => {
  const model = withDiscovery({ steps: 9, image: { width: 48, height: 32 } })
  const drawn = await drawIdentityPortrait({ ...woman, model, identity: somebody, index: 0 })
  expect(drawn.rows).toBe(2 * 9)
  expect(drawn.portrait.dims).toEqual([1, 3, 32, 48])
  expect(Object.keys(drawn.timings)).toEqual(['portrait', 'decoding'])
})

test('it can be aborted at any step', async () => {
  const model = fakeModel()
  const controller = new AbortController()
  const onStep = ({ step }: StepEvent) => (step === 3 ? controller.abort() : undefined)
  const hooks = { onStep, signal: controller.signal }
  const request = { ...woman, model, identity: somebody, index: 1 }
  const drawing = drawIdentityPortrait({ ...request, ...hooks })
  await expect(drawing).rejects.toMatchObject({ name: 'AbortError' })
  expect(model.calls).toEqual([2, 2, 2])
})

test('a description without its class word is refused', async () => {
  const request = { ...woman, classWord: 'man', model: fakeModel(), index: 0 }
  await expect(drawIdentityPortrait({ ...request, identity: somebody })).rejects.toThrow(
    'class word "man"',
  )
})
