import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJudges } from '../../../models/bundles/judges.ts'
import { zeros } from '../../../models/math/tensor.ts'
import { tinyManifest, writeTinyBundle } from '../../fixtures/bundle.ts'

const options = { threads: 1 }
const anchors = { file: 'anchors.png', tile: 96, same: 4, different: 4 }

/** The tiny bundle's networks are all the same model: three of them serve as judges. */
const manifest = {
  ...tinyManifest,
  judges: {
    recogniser: { file: 'decoder.onnx' },
    imageScorer: { file: 'layout.onnx' },
    textScorer: { file: 'text-encoder.onnx' },
    anchors,
  },
}

test('each judge runs its own file with what it judges', async () => {
  const dir = await writeTinyBundle()
  const { recogniser, images, texts, close } = await openJudges(dir, manifest, options)
  const lacks = (file: string, input: string) => `${join(dir, file)} has no input ${input}`
  await expect(recogniser.embed(zeros([1, 3, 96, 96]))).rejects.toThrow(
    lacks('decoder.onnx', 'faces'),
  )
  await expect(images.embed(zeros([1, 3, 256, 256]))).rejects.toThrow(
    lacks('layout.onnx', 'images'),
  )
  await expect(texts.embed(['a woman'])).rejects.toThrow(lacks('text-encoder.onnx', 'input_ids'))
  await close()
  await close()
  await expect(recogniser.embed(zeros([1, 3, 96, 96]))).rejects.toThrow('is closed')
})

test('a bundle without judges says so', async () => {
  await expect(openJudges(await writeTinyBundle(), tinyManifest, options)).rejects.toThrow(
    'the bundle tiny has no judges: its pictures can be drawn, not scored',
  )
})

test('a judge that does not open is named', async () => {
  const dir = await writeTinyBundle()
  await writeFile(join(dir, 'layout.onnx'), 'nonsense')
  await expect(openJudges(dir, manifest, options)).rejects.toThrow(
    `cannot open the model ${join(dir, 'layout.onnx')}`,
  )
})
