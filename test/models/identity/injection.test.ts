import { describe, expect, it } from 'vitest'
import { blendLatents, blendNoise, guide } from '../../../models/identity/injection.ts'
import type { Mask } from '../../../models/identity/masks.ts'
import { progressiveMasks } from '../../../models/identity/masks.ts'
import { torchGenerator } from '../../../models/math/random.ts'
import { concat, scale, slice, subtract, type Tensor, tensor } from '../../../models/math/tensor.ts'
import { createScheduler } from '../../../models/schedulers/create-scheduler.ts'
import type { Scheduler, SchedulerConfig } from '../../../models/schedulers/scheduler.ts'

const SIZE = 12

/** A square of `side` with its corner at (x, y). */
function square(x: number, y: number, side: number): Mask {
  const data = new Uint8Array(SIZE * SIZE)
  for (let row = y; row < y + side; row++) data.fill(1, row * SIZE + x, row * SIZE + x + side)
  return { width: SIZE, height: SIZE, data }
}

const worst = (a: Tensor, b: Tensor) =>
  subtract(a, b).data.reduce((most, x) => Math.max(most, Math.abs(x)), 0)

describe('blendNoise', () => {
  it('takes each character inside its mask and the template elsewhere, on every row', () => {
    const filled = (value: number) =>
      tensor(new Float32Array(2 * 3 * SIZE * SIZE).fill(value), [2, 3, SIZE, SIZE])
    const masks = [square(0, 0, 4), square(6, 5, 3)]
    const { data } = blendNoise(filled(9), [filled(1), filled(2)], masks)
    data.forEach((value, i) => {
      const pixel = i % (SIZE * SIZE)
      const expected = masks[0].data[pixel] ? 1 : masks[1].data[pixel] ? 2 : 9
      if (value !== expected) expect.fail(`pixel ${pixel}: ${value} instead of ${expected}`)
    })
  })

  it('leaves the channels that are kept as the template has them', () => {
    const filled = (value: number) =>
      tensor(new Float32Array(2 * 3 * SIZE * SIZE).fill(value), [2, 3, SIZE, SIZE])
    const mask = square(2, 3, 5)
    const { data } = blendNoise(filled(9), [filled(1)], [mask], [1, 2])
    data.forEach((value, i) => {
      const channel = Math.floor(i / (SIZE * SIZE)) % 3
      const expected = mask.data[i % (SIZE * SIZE)] && channel !== 1 ? 1 : 9
      if (value !== expected) expect.fail(`channel ${channel}: ${value} instead of ${expected}`)
    })
  })

  it('refuses counts, dims, sizes and masks that do not fit', () => {
    const noise = torchGenerator(1).randn([1, 1, SIZE, SIZE])
    const other = torchGenerator(1).randn([2, 1, SIZE, SIZE])
    const mask = square(0, 0, 4)
    const small = { width: 2, height: 3, data: new Uint8Array(6) }
    expect(() => blendNoise(noise, [noise], [])).toThrow('1 characters need as many masks, got 0')
    expect(() => blendNoise(noise, [other], [mask])).toThrow('[1, 1, 12, 12] and [2, 1, 12, 12]')
    expect(() => blendNoise(noise, [noise], [small])).toThrow('must be 12x12')
    expect(() => blendNoise(noise, [noise, noise], [mask, mask])).toThrow('mask 1 overlaps')
  })
})

describe('guide', () => {
  it('goes from the unconditional towards the conditional prediction, and past it', () => {
    const [uncond, cond] = [tensor(Float32Array.of(1), [1]), tensor(Float32Array.of(3), [1])]
    expect([0, 1, 7].map((factor) => guide(uncond, cond, factor).data[0])).toEqual([1, 3, 15])
    expect(() => guide(uncond, tensor(new Float32Array(2), [2]), 7)).toThrow(RangeError)
  })
})

const config: SchedulerConfig = {
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  timestep_spacing: 'leading',
  steps_offset: 1,
  set_alpha_to_one: false,
}
const STEPS = 20
const START = 4
const GUIDANCE = 7

/** A stand-in network: each pixel on its own, as different as two people are. */
const rowsOf = (input: Tensor, timestep: number, who: number): Tensor =>
  concat(
    [0, 0.8].map((shift) =>
      tensor(
        input.data.map((x) => 0.4 * Math.sin(1.5 * x + 0.002 * timestep + who + shift)),
        input.dims,
      ),
    ),
  )

const guided = (rows: Tensor) => guide(slice(rows, 0, 1), slice(rows, 1, 2), GUIDANCE)

const masksAt = (i: number) =>
  progressiveMasks([square(1, 1, 3), square(7, 6, 4)], Math.floor((3 * i) / STEPS))

type Blending = 'noise' | 'latents'

/** The whole injection loop; the template's noise and latents are kept as it runs. */
function inject(scheduler: Scheduler, blending: Blending): { latents: Tensor; template: Tensor } {
  const noise = torchGenerator(5).randn([1, 4, SIZE, SIZE])
  let template = scale(noise, scheduler.initNoiseSigma)
  let latents = template
  scheduler.timesteps.forEach((timestep, i) => {
    const templateRows = rowsOf(scheduler.scaleModelInput(template, i), timestep, 0)
    const templateNext = scheduler.step(guided(templateRows), i, template)
    if (i < START) {
      latents = templateNext
    } else {
      const input = scheduler.scaleModelInput(latents, i)
      const rows = [1, 2].map((who) => rowsOf(input, timestep, who))
      const masks = masksAt(i)
      latents =
        blending === 'noise'
          ? scheduler.step(guided(blendNoise(templateRows, rows, masks)), i, latents)
          : blendLatents(
              templateNext,
              rows.map((one) => scheduler.step(guided(one), i, latents)),
              masks,
            )
    }
    template = templateNext
  })
  return { latents, template }
}

describe.each(['euler', 'ddim'] as const)('with %s and growing masks', (sampler) => {
  const scheduler = createScheduler(sampler, config, STEPS)

  it('blending noise is blending latents', () => {
    const [byNoise, byLatents] = [inject(scheduler, 'noise'), inject(scheduler, 'latents')]
    expect(worst(byNoise.latents, byLatents.latents)).toBeLessThan(1e-4)
  })

  it('outside the masks the picture is the template, inside it is not', () => {
    const { latents, template } = inject(scheduler, 'noise')
    const masks = masksAt(STEPS - 1)
    const difference = subtract(latents, template).data.map(Math.abs)
    const inside = difference.filter((_, i) => masks.some((one) => one.data[i % SIZE ** 2]))
    const outside = difference.filter((_, i) => !masks.some((one) => one.data[i % SIZE ** 2]))
    expect(Math.max(...outside)).toBe(0)
    expect(Math.max(...inside)).toBeGreaterThan(0.1)
  })
})
