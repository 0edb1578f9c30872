import { expect, test } from 'vitest'
import { OutOfMemory } from '../../models/onnx/memory-error.ts'
import { UserError } from '../../story/errors.ts'
import { readConfig } from '../../worker/config.ts'
import { fromFailure, toFailure } from '../../worker/inference-messages.ts'
import { bundleOptions } from '../../worker/run-on.ts'

const runOn = (env: Record<string, string>) =>
  readConfig({ DATABASE_URL: 'postgres://troupe@localhost/troupe', ...env }).runOn
const card = { name: 'card', total: 24e9, free: 20e9 }
const look = async () => ({ gpus: [card, { ...card, total: 8e9 }] })

test('without settings models run on the CPU, and nothing is planned', async () => {
  expect(await bundleOptions(runOn({}), look)).toEqual({
    executionProviders: ['cpu'],
    device: undefined,
  })
})

test('the chosen card tells its memory, unless a setting does', async () => {
  const chosen = runOn({ PROVIDERS: 'cuda, cpu', DEVICE: '1', RESIDENT: 'denoiser, decoder' })
  expect(await bundleOptions(chosen, look)).toEqual({
    executionProviders: [{ name: 'cuda', deviceId: 1 }, 'cpu'],
    device: { memory: 8e9, resident: ['denoiser', 'decoder'] },
  })
  const told = await bundleOptions(runOn({ PROVIDERS: 'webgpu', VRAM_GB: '12' }), look)
  expect(told.device).toEqual({ memory: 12e9, resident: undefined })
  const unknown = await bundleOptions(runOn({ PROVIDERS: 'cuda' }), async () => ({ gpus: [] }))
  expect(unknown.device).toBeUndefined()
})

test('a card that is not there, and settings that do nothing, are told', async () => {
  const chosen = runOn({ PROVIDERS: 'cuda', DEVICE: '2' })
  await expect(bundleOptions(chosen, look)).rejects.toThrow('DEVICE 2: there are 2 cards')
  expect(() => runOn({ DEVICE: '0' })).toThrow('DEVICE can be chosen for cuda and dml only')
  expect(() => runOn({ PROVIDERS: 'gpu' })).toThrow(/^PROVIDERS.* must be some of cpu, cuda/)
  expect(() => runOn({ PROVIDERS: 'cuda', VRAM_GB: '-1' })).toThrow('VRAM_GB must be more than 0')
})

test('a want of memory crosses to the worker as a sentence for whoever asked', () => {
  const told = fromFailure(toFailure(new OutOfMemory('there is no memory for denoiser.onnx')))
  expect(told).toBeInstanceOf(UserError)
  expect(told.message).toMatch(/^There was not enough memory to draw this/)
})
