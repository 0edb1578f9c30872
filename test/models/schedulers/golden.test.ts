import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { torchGenerator } from '../../../models/math/random.ts'
import { scale, type Tensor, tensor } from '../../../models/math/tensor.ts'
import { createScheduler, type Sampler } from '../../../models/schedulers/create-scheduler.ts'
import type { Scheduler, SchedulerConfig } from '../../../models/schedulers/scheduler.ts'

interface Case {
  name: string
  type: string
  config: SchedulerConfig
  steps: number
  noiseSeed?: number
  timesteps: number[]
  sigmas: number[] | null
  initNoiseSigma: number
  firstLatents: number[]
  midLatents: number[]
  finalLatents: number[]
}

const golden: { initialNoise: number[]; cases: Case[] } = JSON.parse(
  readFileSync(new URL('../../golden/schedulers.json', import.meta.url), 'utf8'),
)

const samplerOf: Record<string, Sampler> = {
  EulerDiscreteScheduler: 'euler',
  DDIMScheduler: 'ddim',
  DPMSolverMultistepScheduler: 'dpm++2m',
  LCMScheduler: 'lcm',
}

/** The golden file's stand-in network: 0.6 sin(3 x + 0.01 t). */
const network = (input: Tensor, timestep: number): Tensor =>
  tensor(
    input.data.map((x) => 0.6 * Math.sin(3 * x + 0.01 * timestep)),
    input.dims,
  )

function trajectory(scheduler: Scheduler, noise: Tensor, noiseSeed = 0): Tensor[] {
  const generator = torchGenerator(noiseSeed)
  let latents = scale(noise, scheduler.initNoiseSigma)
  let previousOriginal: Tensor | undefined
  return scheduler.timesteps.map((timestep, i) => {
    const prediction = network(scheduler.scaleModelInput(latents, i), timestep)
    const original = scheduler.predictOriginal(prediction, i, latents)
    const freshNoise = i < scheduler.freshNoises ? generator.randn(latents.dims) : undefined
    latents = scheduler.step(prediction, i, latents, { previousOriginal, freshNoise })
    previousOriginal = original
    return latents
  })
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length)
  const differences = expected.map((value, i) => Math.abs(value - actual[i]))
  // diffusers runs in single precision: above 1 errors count in parts of the largest value.
  const largest = Math.max(1, ...expected.map(Math.abs))
  expect(Math.max(...differences) / largest).toBeLessThan(1e-4)
}

describe('samplers equal diffusers', () => {
  it.each(golden.cases)('$name, $steps steps', (expected) => {
    const { config, steps } = expected
    const scheduler = createScheduler(samplerOf[expected.type], config, steps)
    const noise = tensor(Float32Array.from(golden.initialNoise), [1, 4, 3, 3])
    const latents = trajectory(scheduler, noise, expected.noiseSeed)

    expectClose(scheduler.timesteps, expected.timesteps)
    if (expected.sigmas !== null) expectClose(scheduler.sigmas, expected.sigmas)
    expectClose([scheduler.initNoiseSigma], [expected.initNoiseSigma])
    expectClose(latents[0].data, expected.firstLatents)
    expectClose(latents[Math.floor(steps / 2)].data, expected.midLatents)
    expectClose(latents[steps - 1].data, expected.finalLatents)
  })
})
