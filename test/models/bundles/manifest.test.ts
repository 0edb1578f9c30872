import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readManifest, verifyFiles } from '../../../models/bundles/manifest.ts'
import { tinyManifest, writeTinyBundle } from '../../fixtures/bundle.ts'

const verify = async (dir: string) => verifyFiles(await readManifest(dir), dir)

test('an untouched bundle is read and verified', async () => {
  const dir = await writeTinyBundle()
  const { files, ...rest } = await readManifest(dir)
  expect({ ...rest, files: {} }).toEqual(tinyManifest)
  expect(Object.keys(files)).toHaveLength(7)
  await verify(dir)
})

test.each([
  ['one flipped bit', flip, 'is damaged: its sha256 is not the one in bundle.json'],
  ['other bytes', random, 'is damaged: its sha256 is not the one in bundle.json'],
  ['a truncated file', (path: string) => truncate(path, 100), 'is damaged: 100 bytes instead of'],
  ['an empty file', (path: string) => writeFile(path, ''), 'is damaged: 0 bytes instead of'],
  ['a missing file', (path: string) => rm(path), 'is missing'],
])('%s is named', async (_, damage, sentence) => {
  const dir = await writeTinyBundle()
  const path = join(dir, 'decoder.onnx')
  await damage(path)
  await expect(verify(dir)).rejects.toThrow(`bundle file ${path} ${sentence}`)
})

test('a folder without bundle.json is no bundle', async () => {
  await expect(readManifest('test')).rejects.toThrow('no bundle in test: cannot read bundle.json')
})

test('a bundle.json that is no JSON is named', async () => {
  const dir = await writeTinyBundle()
  await truncate(join(dir, 'bundle.json'), 40)
  await expect(readManifest(dir)).rejects.toThrow('bundle.json is not JSON')
})

const judged = {
  recogniser: { file: 'judges/recogniser.onnx' },
  imageScorer: { file: 'judges/image-scorer.onnx' },
  textScorer: { file: 'judges/text-scorer.onnx' },
  anchors: { file: 'judges/anchors.png', tile: 96, same: 4, different: 4 },
}

test('judges may come without anchors', async () => {
  const { anchors: _, ...judges } = judged
  const dir = await writeTinyBundle((manifest) => {
    const { files } = manifest
    const listed = Object.values(judges).map(({ file }) => [file, files['decoder.onnx']])
    return { ...manifest, judges, files: { ...files, ...Object.fromEntries(listed) } }
  })
  expect((await readManifest(dir)).judges).toEqual(judges)
})

test('a bundle may have judges and noise that portraits share', async () => {
  const dir = await writeTinyBundle((manifest) => {
    const { defaults, files } = manifest
    const discovery = { ...defaults.discovery, sharedNoise: 0.5 }
    const listed = Object.values(judged).map(({ file }) => [file, files['decoder.onnx']])
    return {
      ...manifest,
      defaults: { ...defaults, discovery },
      judges: judged,
      files: { ...files, ...Object.fromEntries(listed) },
    }
  })
  const manifest = await readManifest(dir)
  expect(manifest.judges).toEqual(judged)
  expect(manifest.defaults.discovery.sharedNoise).toBe(0.5)
  // Judges' files are checked as all others are.
  await expect(verify(dir)).rejects.toThrow('judges/recogniser.onnx is missing')
})

test.each([
  ['another format', { format: 2 }, 'format'],
  ['a sampler nobody has', { defaults: { ...tinyManifest.defaults, sampler: 'magic' } }, 'sampler'],
  ['a file outside', { tokenizer: { type: 'words', file: '../secret' } }, 'inside the bundle'],
  ['an absolute file', { tokenizer: { type: 'words', file: '/etc/passwd' } }, 'inside the bundle'],
  ['judges without checksum', { judges: judged }, 'gives no checksum of judges/recogniser.onnx'],
  ['judges but one', { judges: { ...judged, textScorer: undefined } }, 'judges.textScorer'],
  ['more noise than all', { defaults: withSharedNoise(1.5) }, 'defaults.discovery.sharedNoise'],
  ['a file without checksum', { files: {} }, 'gives no checksum of tokenizer.json'],
])('%s is refused', async (_, change, sentence) => {
  const dir = await writeTinyBundle((manifest) => ({ ...manifest, ...change }))
  await expect(readManifest(dir)).rejects.toThrow(sentence)
})

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path)
  bytes[200] ^= 1
  await writeFile(path, bytes)
}

async function random(path: string): Promise<void> {
  const bytes = await readFile(path)
  await writeFile(
    path,
    bytes.map((_, i) => (i * 197) % 256),
  )
}

function withSharedNoise(sharedNoise: number) {
  const { defaults } = tinyManifest
  return { ...defaults, discovery: { ...defaults.discovery, sharedNoise } }
}
