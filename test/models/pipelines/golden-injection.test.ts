import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Mask } from '../../../models/identity/masks.ts'
import { sizeOf, type Tensor, tensor, zeros } from '../../../models/math/tensor.ts'
import type { Denoiser, TextEmbedding } from '../../../models/networks/types.ts'
import { redenoise } from '../../../models/pipelines/redenoise.ts'
import { textToImage } from '../../../models/pipelines/text-to-image.ts'
import { createScheduler } from '../../../models/schedulers/create-scheduler.ts'
import type { Scheduler } from '../../../models/schedulers/scheduler.ts'

const read = (name: string) => JSON.parse(readFileSync(`test/golden/${name}.json`, 'utf8'))
const golden: Golden = read('injection')
const masks: Mask[] = read('masks').layout.map(parseMask)
const [euler] = read('schedulers').cases

interface Golden {
  readonly steps: number
  readonly startStep: number
  readonly firstEditedStepIndex: number
  readonly maxKernel: number
  readonly guidanceScale: number
  readonly latents: number[]
  readonly initialNoise: number[]
  readonly cases: {
    readonly name: string
    readonly masksFromLayout: number[]
    readonly templateFinal: number[]
    readonly afterStepIndex: Record<string, number[]>
    readonly final: number[]
  }[]
}

/** A text that says which formula: [amplitude and shape, phase]. */
const text = (general: boolean, phase: number): TextEmbedding => ({
  promptEmbeds: tensor(Float32Array.of(general ? 1 : 0, phase), [1, 1, 2]),
  pooled: zeros([1, 1]),
})

const denoiser: Denoiser = {
  async predict(latents, t, { promptEmbeds }) {
    const size = sizeOf(latents.dims.slice(1))
    const data = latents.data.map((x, i) => {
      const [general, phase] = promptEmbeds.data.subarray(2 * Math.floor(i / size))
      return general === 1
        ? 0.5 * Math.sin(2 * x + 0.003 * t + phase)
        : 0.4 * Math.cos(1.5 * x + 0.002 * t + phase)
    })
    return tensor(data, latents.dims)
  },
}

test.each(golden.cases)('the whole loop: $name', async ({ masksFromLayout, ...expected }) => {
  const after = new Map<number, Tensor>()
  const scheduler = recording(createScheduler('euler', euler.config, golden.steps), after)
  const loop = { denoiser, scheduler, guidanceScale: golden.guidanceScale }
  const template = await textToImage({
    ...loop,
    phase: 'template',
    text: { unconditional: text(true, 0), conditional: text(true, 0.7) },
    noise: {
      initial: tensor(Float32Array.from(golden.initialNoise), golden.latents),
      fresh: [],
    },
    keepFrom: 0,
  })
  expectClose(template.latents, expected.templateFinal)

  after.clear()
  const injected = {
    ...loop,
    characters: masksFromLayout.map((k) => ({
      mask: masks[k],
      text: async () => ({ unconditional: text(false, k), conditional: text(false, k + 0.9) }),
    })),
    startStep: golden.startStep,
    maxKernel: golden.maxKernel,
    downscale: 8,
  }
  const final = await redenoise({ ...injected, template: template.steps })
  expectClose(final, expected.final)
  for (const [step, latents] of Object.entries(expected.afterStepIndex)) {
    expectClose(after.get(Number(step)) ?? template.steps[Number(step) + 1].latents, latents)
  }
  expect([...after.keys()][0]).toBe(golden.firstEditedStepIndex)

  const last = (from: number) => ({ ...injected, template: template.steps.slice(from) })
  expect(await redenoise(last(golden.startStep - 2))).toEqual(final)
  expect(() => redenoise(last(golden.startStep - 1))).toThrow('the template kept')
})

function expectClose(actual: Tensor, expected: readonly number[]): void {
  expect(actual.data).toHaveLength(expected.length)
  // The golden run is in double precision: above 1 the error counts in parts of the value.
  const errors = expected.map((x, i) => Math.abs(actual.data[i] - x) / Math.max(1, Math.abs(x)))
  const worst = Math.max(...errors)
  expect(worst).toBeLessThan(1e-4)
}

function parseMask(rows: readonly string[]): Mask {
  const data = Uint8Array.from(rows.join(''), (pixel) => (pixel === '.' ? 0 : 1))
  return { width: rows[0].length, height: rows.length, data }
}

/** The same scheduler, which keeps the latents after each step. */
const recording = (scheduler: Scheduler, after: Map<number, Tensor>): Scheduler => ({
  ...scheduler,
  step(noise, step, latents, input) {
    const next = scheduler.step(noise, step, latents, input)
    after.set(step, next)
    return next
  },
})
