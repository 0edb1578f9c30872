import { describe, expect, it } from 'vitest'
import { torchGenerator } from '../../../models/math/random.ts'
import { combine, scale, type Tensor, tensor, zeros } from '../../../models/math/tensor.ts'
import { createScheduler, type Sampler } from '../../../models/schedulers/create-scheduler.ts'
import type { SchedulerConfig } from '../../../models/schedulers/scheduler.ts'

const config: SchedulerConfig = {
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  timestep_spacing: 'leading',
  steps_offset: 1,
}
const samplers: Sampler[] = ['euler', 'ddim', 'dpm++2m', 'lcm']
const spacings = ['leading', 'trailing', 'linspace'] as const
const schedules = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const

const worst = (a: Tensor, b: Tensor) =>
  a.data.reduce((most, x, i) => Math.max(most, Math.abs(x - b.data[i])), 0)

describe.each(samplers)('%s', (sampler) => {
  const most = sampler === 'lcm' ? 50 : 1000
  it.each([0, -1, 2.5, most + 1])('refuses %s steps', (steps) => {
    expect(() => createScheduler(sampler, config, steps)).toThrow(
      `steps must be a whole number of 1..${most}, got ${steps}`,
    )
  })

  it('refuses a step outside its plan', () => {
    const scheduler = createScheduler(sampler, config, 10)
    const latents = zeros([1, 2])
    expect(() => scheduler.step(latents, 10, latents)).toThrow('0..9, got 10')
    expect(() => scheduler.scaleModelInput(latents, -1)).toThrow('0..9, got -1')
  })

  it('refuses a prediction of other dims than the latents', () => {
    const scheduler = createScheduler(sampler, config, 10)
    expect(() => scheduler.step(zeros([2, 3]), 0, zeros([3, 2]))).toThrow('[2, 3] and [3, 2]')
  })

  it.each(spacings)('goes down from noisy to clean with %s spacing', (timestep_spacing) => {
    for (const beta_schedule of schedules) {
      const plan = createScheduler(sampler, { ...config, timestep_spacing, beta_schedule }, 12)
      expect(plan.timesteps).toHaveLength(12)
      expect(plan.sigmas).toHaveLength(13)
      expect(plan.sigmas[12]).toBe(0)
      for (let i = 0; i < 11; i++) expect(plan.timesteps[i]).toBeGreaterThan(plan.timesteps[i + 1])
      for (let i = 0; i < 12; i++) expect(plan.sigmas[i]).toBeGreaterThan(plan.sigmas[i + 1])
    }
  })

  it('ends in the original when the network knows it', () => {
    const scheduler = createScheduler(sampler, { ...config, prediction_type: 'sample' }, 8)
    const generator = torchGenerator(1)
    const original = generator.randn([1, 4, 2, 2])
    let latents = scale(generator.randn([1, 4, 2, 2]), scheduler.initNoiseSigma)
    const freshNoise = generator.randn(original.dims)
    const input = { previousOriginal: original, freshNoise }
    for (let i = 0; i < 8; i++) latents = scheduler.step(original, i, latents, input)
    expect(worst(latents, original)).toBeLessThan(1e-5)
  })

  it('finds the original from each kind of prediction', () => {
    const generator = torchGenerator(2)
    const [original, epsilon] = [generator.randn([1, 20]), generator.randn([1, 20])]
    for (const i of [0, 4, 7]) {
      const { sigmas } = createScheduler(sampler, config, 8)
      const alpha = 1 / Math.sqrt(sigmas[i] ** 2 + 1)
      const sigma = sigmas[i] * alpha
      const noisy = combine(alpha, original, sigma, epsilon)
      const latents = sampler === 'euler' ? scale(noisy, 1 / alpha) : noisy
      const predictions = {
        epsilon,
        sample: original,
        v_prediction: combine(alpha, epsilon, -sigma, original),
      }
      for (const type of ['epsilon', 'sample', 'v_prediction'] as const) {
        const scheduler = createScheduler(sampler, { ...config, prediction_type: type }, 8)
        const found = scheduler.predictOriginal(predictions[type], i, latents)
        expect(worst(found, original)).toBeLessThan(1e-5)
      }
    }
  })
})

it.each(['ddim', 'lcm'] as const)('%s refuses Karras sigmas', (sampler) => {
  const karras = { ...config, use_karras_sigmas: true }
  expect(() => createScheduler(sampler, karras, 10)).toThrow(`${sampler} has no Karras sigmas`)
})

describe('lcm', () => {
  const { step, freshNoises } = createScheduler('lcm', config, 4)
  const latents = zeros([1, 2])

  it('adds fresh noise after every step but the last, and refuses to do without', () => {
    expect(freshNoises).toBe(3)
    const noise = (value: number) => ({ freshNoise: tensor(Float32Array.of(value, value), [1, 2]) })
    expect(step(latents, 2, latents, noise(1))).not.toEqual(step(latents, 2, latents, noise(2)))
    expect(() => step(latents, 2, latents)).toThrow('step 2 of lcm needs fresh noise')
    expect(step(latents, 3, latents)).toEqual(step(latents, 3, latents, noise(1)))
  })

  it('refuses fresh noise of other dims, and more distilled timesteps than trained ones', () => {
    const freshNoise = zeros([2, 1])
    expect(() => step(latents, 0, latents, { freshNoise })).toThrow('[1, 2] and [2, 1]')
    const longer = { ...config, original_inference_steps: 1001 }
    expect(() => createScheduler('lcm', longer, 4)).toThrow('must be at most 1000, got 1001')
  })
})
