import { expect, test } from 'vitest'
import { planDevice } from '../../../models/bundles/device-plan.ts'
import { type NetworkSize, planResidency, reserveOf } from '../../../models/bundles/residency.ts'
import { workingBytes } from '../../../models/bundles/working-memory.ts'

const room = (bytes: number): number => (bytes + 0.7e9) / 0.95
const network = (name: string, weights: number, working = 0): NetworkSize => ({
  name,
  weights,
  working,
})

test('what fits all stays loaded', () => {
  const networks = [network('a', 3e9, 1e9), network('b', 2e9, 2e9)]
  const plan = planResidency(networks, room(7e9))
  expect(plan).toMatchObject({ fits: true, resident: ['a', 'b'], takingTurns: [] })
  expect(plan.fits && plan.peak).toBeCloseTo(room(7e9), -2)
})

test('the plan loads the fewest bytes: the largest set that leaves every network its room', () => {
  const networks = [network('small', 1e9), network('large', 4e9, 1e9), network('busy', 1e9, 5e9)]
  // busy needs 6 of 7 GB for itself, so only one more gigabyte may stay.
  expect(planResidency(networks, room(7e9))).toMatchObject({
    resident: ['small', 'busy'],
    takingTurns: ['large'],
  })
  // With 10 GB large may stay instead of small: that saves more.
  expect(planResidency(networks, room(10e9))).toMatchObject({
    resident: ['large', 'busy'],
    takingTurns: ['small'],
  })
})

test('one that does not fit alone is refused, with the numbers', () => {
  const plan = planResidency([network('denoiser', 5.1e9, 2e9)], 6e9)
  expect(plan).toEqual({
    fits: false,
    reason:
      'denoiser alone needs 5.1 GB of weights and 2.0 GB to work with, and of 6.0 GB are 5.0 GB to be had',
  })
})

test('residents can be chosen; what cannot be is refused', () => {
  const networks = [network('a', 3e9), network('b', 3e9), network('c', 3e9)]
  expect(planResidency(networks, room(9e9), ['b'])).toMatchObject({
    resident: ['b'],
    takingTurns: ['a', 'c'],
  })
  expect(planResidency(networks, room(7e9), ['a', 'b'])).toMatchObject({
    fits: false,
    reason: expect.stringMatching(/^a, b cannot all stay loaded in 8.1 GB: .*9.0 GB/),
  })
  expect(planResidency(networks, room(3e9), [])).toMatchObject({ resident: [], fits: true })
  expect(() => planResidency(networks, 9e9, ['d'])).toThrow(
    'no network is called d; there are a, b, c',
  )
})

test('no plan exceeds its device, whatever the sizes', () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = (i: number) => ((seed * 9301 + i * 49297 + 233280) % 1000) / 1000
    const networks = Array.from({ length: 6 }, (_, i) =>
      network(`n${i}`, random(i) * 4e9, random(i + 7) * 3e9),
    )
    const memory = 4e9 + random(20) * 12e9
    const plan = planResidency(networks, memory)
    if (!plan.fits) continue
    expect(plan.peak).toBeLessThanOrEqual(memory)
    expect([...plan.resident, ...plan.takingTurns].sort()).toEqual(networks.map((n) => n.name))
    const held = networks.filter(({ name }) => plan.resident.includes(name))
    const heldBytes = held.reduce((sum, { weights }) => sum + weights, 0)
    for (const running of networks) {
      const own = held.includes(running) ? 0 : running.weights
      expect(heldBytes + own + running.working + reserveOf(memory)).toBeLessThanOrEqual(memory + 1)
    }
  }
})

test('networks that take turns at every step are loaded together', () => {
  const pair = (memory: number) =>
    planResidency(
      [
        { ...network('denoiser', 5e9, 1e9), beside: 'controlNet' },
        { ...network('controlNet', 2e9, 1e9), beside: 'denoiser' },
        network('identityDenoiser', 5e9, 1e9),
      ],
      (memory + 0.7e9) / 0.95,
    )
  expect(pair(7e9)).toMatchObject({
    fits: false,
    reason: expect.stringContaining('denoiser and controlNet together need 7.0 GB of weights'),
  })
  expect(pair(8e9)).toMatchObject({ fits: true, resident: ['controlNet'] })
  expect(pair(13e9)).toMatchObject({ fits: true, takingTurns: [] })
})

/**
 * SDXL + PhotoMaker as docs/gpu.md plans it: published parameter counts in fp16, VAE and layout in
 * fp32 (unet/config.json 2,567,463,684; text encoders 123,060,480 + 694,659,840; the VAE's decoder
 * 49,490,199; GroundingDINO tiny 172 M and SlimSAM 10 M as files; CLIP ViT-L's vision tower).
 */
const picture = {
  image: { width: 1024, height: 1024 },
  latents: { channels: 4, downscale: 8, scalingFactor: 0.13025 },
}
const sdxl = (rows: number): NetworkSize[] => {
  const sized = (name: string, weights: number, elementBytes: number) =>
    network(name, weights, workingBytes(name, picture, { rows, elementBytes }))
  return [
    sized('textEncoder', 2 * (123_060_480 + 694_659_840), 2),
    sized('denoiser', 2 * 2_567_463_684, 2),
    sized('identityDenoiser', 2 * 2_567_463_684, 2),
    sized('identityEncoder', 2 * 305_277_696, 2),
    sized('identityFusion', 2 * 20_998_144, 2),
    sized('decoder', 4 * 49_490_199, 4),
    sized('layout', 689_359_096 + 38_900_000, 4),
  ]
}

test.each([
  [6, undefined, 1],
  [8, ['textEncoder', 'denoiser', 'identityDenoiser', 'identityFusion', 'layout'], 1],
  [12, ['denoiser', 'identityDenoiser'], 2],
  [16, ['denoiser'], 1],
  [24, [], 8],
])('the plan of docs/gpu.md for a card of %i GB', (memory, takingTurns, rowsPerCall) => {
  const plan = planDevice(sdxl, memory * 1e9)
  expect(plan).toMatchObject(
    takingTurns ? { fits: true, takingTurns, rowsPerCall } : { fits: false, rowsPerCall },
  )
})

/** The same with a ControlNet of SDXL's form (diffusers' `from_unet`): 1,251,014,160 parameters. */
const posing = (rows: number): NetworkSize[] => {
  const [elementBytes, isPosed] = [2, true]
  const working = workingBytes('controlNet', picture, { rows, elementBytes, isPosed })
  return [
    ...sdxl(rows).map((one) =>
      one.name === 'denoiser' ? { ...one, working, beside: 'controlNet' } : one,
    ),
    { name: 'controlNet', weights: 2 * 1_251_014_160, working, beside: 'denoiser' },
  ]
}

test.each([
  [8, undefined, 1],
  [12, ['denoiser', 'identityDenoiser', 'identityEncoder', 'layout'], 1],
  [16, ['textEncoder', 'identityDenoiser', 'identityEncoder', 'decoder'], 1],
  [24, [], 6],
])(
  'the plan of docs/gpu.md for a card of %i GB, with poses',
  (memory, takingTurns, rowsPerCall) => {
    const plan = planDevice(posing, memory * 1e9)
    expect(plan).toMatchObject(
      takingTurns ? { fits: true, takingTurns, rowsPerCall } : { fits: false, rowsPerCall },
    )
  },
)
