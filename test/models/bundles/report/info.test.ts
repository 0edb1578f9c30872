import { expect, test } from 'vitest'
import { lookAtMachine, type Machine } from '../../../../models/bundles/machine.ts'
import { readManifest } from '../../../../models/bundles/manifest.ts'
import { infoLines } from '../../../../models/bundles/report/info.ts'
import {
  modelFiles,
  type Requirements,
  requirementsOf,
} from '../../../../models/bundles/requirements.ts'
import { tinyManifest } from '../../../fixtures/bundle.ts'

const dir = 'models/bundles/storybook'
const machine: Machine = { cores: 2, memory: 8e9, freeMemory: 4e9, gpus: [] }
const card = (gigabytes: number, free = gigabytes) => ({
  name: 'GeForce',
  total: gigabytes * 1e9,
  free: free * 1e9,
})

test('what storybook needs follows from its files', async () => {
  const manifest = await readManifest(dir)
  const needs = await requirementsOf(manifest, dir)
  const { files, networks, version } = manifest
  expect(needs.disk).toBe(Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0))
  const fileOf = new Map(modelFiles(networks).map(({ name, file }) => [name, file]))
  for (const { name, weights } of needs.networks(6)) {
    // A graph is little more than its weights, which may lie beside it.
    const file = fileOf.get(name)!
    const bytes = files[file].bytes + (files[file.replace('.onnx', '.weights')]?.bytes ?? 0)
    expect(weights / bytes, name).toBeGreaterThan(0.9)
    expect(weights / bytes, name).toBeLessThan(1)
  }
  const lines = infoLines(manifest, needs, machine).join('\n')
  expect(lines).toContain(
    `storybook ${version}, family storybook: pictures of 512 x 512, drawn at 256 x 256 and enlarged`,
  )
  expect(lines).toMatch(/decoder: [\d.]+ MB, and about 268.4 MB to work with/)
  expect(lines).toContain('no graphics card that nvidia-smi tells of\n  on the CPU: yes')
})

test('what a frame and a character cost, with cheaper portraits too', () => {
  const { defaults } = tinyManifest
  const small = { sampler: 'dpm++2m' as const, steps: 20, image: { width: 48, height: 48 } }
  const quick = {
    ...defaults,
    steps: 50,
    startStep: 10,
    discovery: { ...defaults.discovery, ...small },
  }
  const lines = infoLines({ ...tinyManifest, defaults: quick }, large, machine)
  expect(lines[1]).toBe(`a frame of K people: 50 steps of ${defaults.sampler}, 100 + 82 K rows`)
  const { portraits } = defaults.discovery
  expect(lines[2]).toBe(
    `a character: ${portraits} portraits of 48 x 48, 20 steps of dpm++2m, ${40 * portraits} rows`,
  )
})

test('what a pose costs, where there is a ControlNet', () => {
  const posing = (guidanceScale: number) => ({
    ...tinyManifest,
    networks: { ...tinyManifest.networks, controlNet: { file: 'control-net.onnx' } },
    defaults: { ...tinyManifest.defaults, steps: 50, guidanceScale, conditioningScale: 0.8 },
  })
  const lines = infoLines(posing(7), large, machine)
  expect(lines[3]).toBe(
    'a pose: 100 rows of the ControlNet more, which count 0.8; it sees the attached picture as it is',
  )
  expect(infoLines(posing(1), large, machine)[3]).toContain('a pose: 50 rows')
  expect(infoLines(tinyManifest, large, machine).join()).not.toContain('pose')
})

const large: Requirements = {
  disk: 7e9,
  precision: 'float16',
  memory: 9e9,
  networks: (rows) => [
    { name: 'denoiser', weights: 5.1e9, working: rows * 0.9e9 },
    { name: 'decoder', weights: 0.2e9, working: 1e9 },
  ],
}
const lastLines = (gpus: Machine['gpus'], memory = 32e9, freeMemory = memory) =>
  infoLines(tinyManifest, large, { ...machine, memory, freeMemory, gpus }).slice(-1 - gpus.length)

test('a machine that cannot run it is told why', () => {
  expect(lastLines([card(6)])).toEqual([
    expect.stringMatching(
      /on card 0: no. denoiser alone needs 5.1 GB of weights and 0.9 GB to work with/,
    ),
    expect.stringMatching(/on the CPU: yes, slowly: its weights are float16/),
  ])
  expect(lastLines([], 8e9)).toEqual([
    '  on the CPU: no. It needs about 9.0 GB of memory and there are 8.0 GB',
  ])
  expect(lastLines([], 16e9, 4e9)[0]).toContain(
    'when other programs leave 9.0 GB; now 4.0 GB are free',
  )
})

test('a card counts with what other programs leave of it', () => {
  expect(lastLines([card(24)])[0]).toBe('  on card 0: yes')
  expect(lastLines([card(24, 3)])[0]).toMatch(
    /on card 0: not now: up to 14.4 GB are needed.*leave 3.0 GB/,
  )
})

test('cards are those that the driver tells of', async () => {
  const stdout = 'NVIDIA H100, 81559, 80000\nTesla T4, 15360, 100\nbroken, [N/A], [N/A]\n'
  const { gpus } = await lookAtMachine(async () => ({ stdout }))
  expect(gpus).toEqual([
    { name: 'NVIDIA H100', total: 81559 * 2 ** 20, free: 80000 * 2 ** 20 },
    { name: 'Tesla T4', total: 15360 * 2 ** 20, free: 100 * 2 ** 20 },
  ])
  const without = await lookAtMachine(() => Promise.reject(new Error('ENOENT')))
  expect(without.gpus).toEqual([])
})
