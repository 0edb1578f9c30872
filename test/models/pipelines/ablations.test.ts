/** The paper's ablations: no injection, no layout. */

import { describe, expect, test } from 'vitest'
import type { Tensor } from '../../../models/math/tensor.ts'
import { drawStoryFrame } from '../../../models/pipelines/story-frame.ts'
import { fakeModel, same } from '../../fakes/networks.ts'

const woman = {
  prompt: 'a woman img in a forest',
  classWord: 'woman',
  identity: Float32Array.of(0.2, 0.4, -0.1),
}
const man = { ...woman, prompt: 'a man img in a forest', classWord: 'man' }
const prompt = 'a woman with a man in a forest'
const request = { prompt, characters: [woman, man], seed: 3 }

/** A model that remembers where identities went, and whose layout must not be asked. */
function watched() {
  const model = fakeModel()
  const { identityFusion } = model.networks
  const fused: { readonly index: number; readonly identity: Float32Array }[] = []
  const networks = {
    ...model.networks,
    identityFusion: {
      async fuse(...[text, index, identity]: Parameters<typeof identityFusion.fuse>) {
        fused.push({ index, identity })
        return identityFusion.fuse(text, index, identity)
      },
    },
    layout: {
      async find(): Promise<never> {
        throw new Error('nobody is to be looked for')
      },
    },
  }
  return { ...model, networks, fused }
}

describe('without injection', () => {
  const alone = { ...request, injection: 'none' } as const

  test('the identity generator draws the frame in one pass', async () => {
    const model = watched()
    const frame = await drawStoryFrame({ model, ...alone })
    expect(model.calls).toEqual(Array(20).fill(2))
    expect(frame).toMatchObject({ rows: 2 * 20, draws: 1, seed: 3, masks: [] })
    expect(frame.template).toBe(frame.image)
    const { template } = await drawStoryFrame({ model: fakeModel(), ...request })
    expect(same(frame.image, template)).toBe(false)
  })

  test('without a cast it is the template', async () => {
    const frame = await drawStoryFrame({ model: watched(), ...alone, characters: [] })
    const { template } = await drawStoryFrame({ model: fakeModel(), ...request, characters: [] })
    expect(same(frame.image, template)).toBe(true)
  })

  test('each identity goes to its own class word, repeated words in order of the cast', async () => {
    const model = watched()
    const sister = { ...woman, identity: Float32Array.of(1, 1, 1) }
    await drawStoryFrame({
      model,
      ...alone,
      prompt: 'a woman with a man with a woman',
      characters: [woman, sister, man],
    })
    expect(model.fused).toEqual([
      { index: 1, identity: woman.identity },
      { index: 7, identity: sister.identity },
      { index: 4, identity: man.identity },
    ])
  })

  test('a synonym is the class word, as it is in the ids', async () => {
    const model = watched()
    await drawStoryFrame({
      model,
      ...alone,
      prompt: 'a lady with a Woman',
      characters: [woman, woman],
    })
    expect(model.fused.map(({ index }) => index)).toEqual([1, 4])
  })

  test('a prompt with too few of a class word fails before anything is drawn', async () => {
    const model = watched()
    const drawing = drawStoryFrame({ model, ...alone, characters: [woman, woman] })
    await expect(drawing).rejects.toThrow('class word "woman" has 1 tokens')
    await expect(drawing).rejects.toBeInstanceOf(RangeError)
    expect(model.calls).toEqual([])
    expect(model.fused).toEqual([])
  })
})

describe('without layout', () => {
  const averaged = { ...request, layout: 'average' } as const

  test('nobody is looked for, and as many rows are drawn', async () => {
    const model = watched()
    const frame = await drawStoryFrame({ model, ...averaged })
    expect(frame.masks).toEqual([])
    expect(frame).toMatchObject({ rows: 40 + 34 * 2, draws: 1 })
  })

  test('every character counts alike: their order does not matter', async () => {
    const one = await drawStoryFrame({ model: watched(), ...averaged })
    const other = await drawStoryFrame({ model: watched(), ...averaged, characters: [man, woman] })
    expect(same(other.image, one.image)).toBe(true)
    const { image } = await drawStoryFrame({ model: fakeModel(), ...request })
    expect(same(image, one.image)).toBe(false)
  })

  test('each of K characters counts 1/K, everywhere', async () => {
    const model = watched()
    // The pictures are the latents themselves: they are linear in the last step's noise.
    const networks = { ...model.networks, decoder: { decode: async (latents: Tensor) => latents } }
    const lastStep = { ...averaged, sampler: 'euler', steps: 6, startStep: 6 } as const
    const draw = (...characters: (typeof woman)[]) =>
      drawStoryFrame({ model: { ...model, networks }, ...lastStep, characters })
    const both = await draw(woman, woman, man)
    const [first, second] = [(await draw(woman)).image.data, (await draw(man)).image.data]
    both.image.data.forEach((value, i) => {
      expect(value).toBeCloseTo((2 * first[i] + second[i]) / 3, 4)
      expect(first[i]).not.toBe(second[i])
      expect(value).not.toBe(both.template.data[i])
    })
  })
})
