import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundleKey, openPieces } from '../../bench/stories/pieces.ts'
import { tinyManifest } from '../fixtures/bundle.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pieces-'))
})
afterEach(() => rm(folder, { recursive: true }))

const sum = (digit: string) => ({ sha256: digit.repeat(64), bytes: 1 })
const files = { 'denoiser.onnx': sum('1'), 'layout.onnx': sum('2') }
const { defaults } = tinyManifest

test('any file of the bundle and any default change its key, their order does not', () => {
  const key = bundleKey({ files, defaults })
  const turned = { 'layout.onnx': sum('2'), 'denoiser.onnx': sum('1') }
  expect(bundleKey({ files: turned, defaults })).toBe(key)
  expect(bundleKey({ files: { ...files, 'layout.onnx': sum('3') }, defaults })).not.toBe(key)
  expect(bundleKey({ files: { ...files, 'vocabulary.json': sum('3') }, defaults })).not.toBe(key)
  const steps = { ...defaults, steps: defaults.steps + 1 }
  expect(bundleKey({ files, defaults: steps })).not.toBe(key)
  const discovery = { ...defaults.discovery, portraits: 3 }
  expect(bundleKey({ files, defaults: { ...defaults, discovery } })).not.toBe(key)
})

test('a piece is found again under its key, while its pictures are there', async () => {
  const path = join(folder, 'drawn.json')
  const picture = join(folder, 'frame-00.png')
  await writeFile(picture, '')
  await (await openPieces(path)).keep('frame-00', { key: 'a', seconds: 2 })

  const pieces = await openPieces(path)
  expect(await pieces.find('frame-00', 'a', [picture])).toEqual({ key: 'a', seconds: 2 })
  expect(await pieces.find('frame-00', 'b', [picture])).toBeUndefined()
  expect(await pieces.find('frame-01', 'a', [picture])).toBeUndefined()
  const template = join(folder, 'template-00.png')
  expect(await pieces.find('frame-00', 'a', [picture, template])).toBeUndefined()
})

test('a frame that failed has no picture to miss', async () => {
  const pieces = await openPieces(join(folder, 'drawn.json'))
  const failed = { key: 'a', seconds: 2, failure: 'found no man' }
  await pieces.keep('frame-00', failed)
  expect(await pieces.find('frame-00', 'a', [join(folder, 'none.png')])).toEqual(failed)
})

test('a broken file of pieces is named', async () => {
  const path = join(folder, 'drawn.json')
  await writeFile(path, '{')
  await expect(openPieces(path)).rejects.toThrow(path)
  expect(await readFile(path, 'utf8')).toBe('{')
})
