import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBundle } from '../../../models/bundles/bundle.ts'
import { writeTinyBundle } from '../../fixtures/bundle.ts'

const options = { threads: 1 }

test('an opened bundle has its manifest, tokenizer and networks', async () => {
  const bundle = await openBundle(await writeTinyBundle(), options)
  expect(bundle.manifest.name).toBe('tiny')
  expect([...bundle.tokenizer.encode('a woman').ids]).toEqual([2, 3, 0, 0, 0, 0, 0, 0])
  expect(bundle.networks.identityEncoder.name).toBe('tiny-1')
  await bundle.close()
})

test('a network whose file is another model says what it lacks', async () => {
  const dir = await writeTinyBundle()
  const { networks, tokenizer, close } = await openBundle(dir, options)
  await expect(networks.textEncoder.encode([tokenizer.encode('a woman').ids])).rejects.toThrow(
    `${join(dir, 'text-encoder.onnx')} has no input input_ids; its inputs are whole, half, single`,
  )
  await close()
})

test('after closing, a network does not run', async () => {
  const bundle = await openBundle(await writeTinyBundle(), options)
  await bundle.close()
  await bundle.close()
  await expect(bundle.networks.textEncoder.encode([Int32Array.of(1)])).rejects.toThrow('is closed')
})

test('a damaged file stops the opening', async () => {
  const dir = await writeTinyBundle()
  await writeFile(join(dir, 'layout.onnx'), 'nonsense')
  await expect(openBundle(dir, options)).rejects.toThrow('layout.onnx is damaged')
})

test('a device that is too small is refused before anything is opened', async () => {
  const opening = openBundle(await writeTinyBundle(), { ...options, device: { memory: 0.5e9 } })
  await expect(opening).rejects.toThrow(
    /^tiny does not fit on this device: textEncoder alone needs/,
  )
})

test('on a device with room the networks run as they always do; unknown residents are named', async () => {
  const dir = await writeTinyBundle()
  const device = { memory: 8e9, resident: ['decoder'] }
  const bundle = await openBundle(dir, { ...options, device })
  await expect(bundle.networks.textEncoder.encode([Int32Array.of(1)])).rejects.toThrow('no input')
  await bundle.close()
  const wrong = openBundle(dir, { ...options, device: { memory: 8e9, resident: ['vae'] } })
  await expect(wrong).rejects.toThrow('no network is called vae; there are textEncoder, denoiser')
})
