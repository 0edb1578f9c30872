import { expect, test } from 'vitest'
import type { Model } from '../../../models/pipelines/model.ts'
import { portraitText } from '../../../models/pipelines/portrait-text.ts'
import { fakeModel } from '../../fakes/networks.ts'

const model = fakeModel()
const request = { prompt: 'a portrait of a woman', negativePrompt: 'forest', twiceAfter: 10 }

test('from the step after on, the class word stands twice and the prompt is as long as before', async () => {
  const seen: number[][] = []
  const watching: Model = {
    ...model,
    networks: {
      ...model.networks,
      textEncoder: {
        encode(ids) {
          seen.push(...ids.map((row) => [...row]))
          return model.networks.textEncoder.encode(ids)
        },
      },
    },
  }
  const textAt = await portraitText(watching, { ...request, classWord: 'woman' })
  const [negative, plain, twice] = seen
  const woman = plain.indexOf(model.tokenizer.encode('woman').ids[0])
  expect(twice).toHaveLength(plain.length)
  expect(twice.slice(0, woman + 2)).toEqual([...plain.slice(0, woman + 1), plain[woman]])
  expect(twice.slice(woman + 2)).toEqual(plain.slice(woman + 1, -1))
  expect(negative).toEqual([...model.tokenizer.encode('forest').ids])
  expect(textAt(0)).toBe(textAt(10))
  expect(textAt(11)).not.toBe(textAt(10))
  expect(textAt(11).unconditional).toBe(textAt(10).unconditional)
})

test('a prompt without its class word is refused', async () => {
  await expect(portraitText(model, { ...request, classWord: 'man' })).rejects.toThrow(RangeError)
  await expect(portraitText(model, { ...request, classWord: undefined })).rejects.toThrow(
    'which class word',
  )
})
