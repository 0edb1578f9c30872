import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBundle } from '../../../models/bundles/bundle.ts'
import { planDevice } from '../../../models/bundles/device-plan.ts'
import { changedBundle } from '../../fixtures/changed-bundle.ts'

/** A device with so many bytes for networks. */
const device = (bytes: number): number => (bytes + 0.7e9) / 0.95

const unets = (rows: number) =>
  ['denoiser', 'identityDenoiser'].map((name) => ({ name, weights: 5e9, working: rows * 1e9 }))

test.each([
  [20e9, 8, []],
  [12e9, 2, []],
  // Loading one of them anew costs more than a second call.
  [11e9, 1, []],
  [10e9, 4, ['denoiser', 'identityDenoiser']],
  [6e9, 1, ['denoiser', 'identityDenoiser']],
])('in %d bytes calls have %i rows, and %j take turns', (bytes, rowsPerCall, takingTurns) => {
  expect(planDevice(unets, device(bytes))).toMatchObject({ fits: true, rowsPerCall, takingTurns })
})

test('what does not fit with one row is refused for that one', () => {
  expect(planDevice(unets, device(5.5e9))).toMatchObject({
    fits: false,
    reason: expect.stringContaining('5.0 GB of weights and 1.0 GB to work with'),
  })
})

test('an opened bundle knows how many rows its device has room for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-device-'))
  try {
    // Pictures of 512 pixels: a posed row is taken to need 0.24 GB, the decoder 1.07 GB.
    await changedBundle('test/golden/sdxl/bundle', folder, (manifest) =>
      Object.assign(manifest, { image: { width: 512, height: 512 } }),
    )
    const open = async (bytes: number) => {
      const bundle = await openBundle(folder, { threads: 1, device: { memory: device(bytes) } })
      await bundle.close()
      return bundle.rowsPerCall
    }
    const unknown = await openBundle(folder, { threads: 1 })
    await unknown.close()
    expect(unknown.rowsPerCall).toBe(4)
    expect(await open(1.1e9)).toBe(4)
    expect(await open(2e9)).toBe(8)
    await expect(open(0.9e9)).rejects.toThrow('decoder alone needs')
  } finally {
    await rm(folder, { recursive: true })
  }
})
