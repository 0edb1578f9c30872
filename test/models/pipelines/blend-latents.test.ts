/** The published code blends noise predictions, the paper the next latents: here, the same. */

import { expect, test } from 'vitest'
import { blendLatents, guide } from '../../../models/identity/injection.ts'
import type { Mask } from '../../../models/identity/masks.ts'
import {
  progressiveKernel,
  progressiveMasks,
  toLatentSize,
} from '../../../models/identity/masks.ts'
import { torchGenerator } from '../../../models/math/random.ts'
import { sizeOf, type Tensor, tensor, zeros } from '../../../models/math/tensor.ts'
import type { Denoiser } from '../../../models/networks/types.ts'
import type { DenoisedStep } from '../../../models/pipelines/denoise.ts'
import type { GuidedText } from '../../../models/pipelines/guidance.ts'
import { redenoise } from '../../../models/pipelines/redenoise.ts'
import { drawNoise } from '../../../models/pipelines/run-noise.ts'
import { textToImage } from '../../../models/pipelines/text-to-image.ts'
import { createScheduler } from '../../../models/schedulers/create-scheduler.ts'
import { tinyManifest } from '../../fixtures/bundle.ts'

const steps = 20
const startStep = 5
const maxKernel = 20
const guidanceScale = 3

const denoiser: Denoiser = {
  async predict(latents, t, { promptEmbeds }) {
    const size = sizeOf(latents.dims.slice(1))
    const phase = (i: number) => promptEmbeds.data[Math.floor(i / size)]
    const data = latents.data.map((x, i) => 0.5 * Math.sin(2 * x + 0.003 * t + phase(i)))
    return tensor(data, latents.dims)
  },
}

const text = (phase: number): GuidedText => {
  const row = (value: number) => ({
    promptEmbeds: tensor(Float32Array.of(value), [1, 1, 1]),
    pooled: zeros([1, 1]),
  })
  return { unconditional: row(0), conditional: row(phase) }
}

const square = (left: number, size: number): Mask => {
  const data = new Uint8Array(64 * 64)
  for (let y = 16; y < 16 + size; y++) data.fill(1, y * 64 + left, y * 64 + left + size)
  return { width: 64, height: 64, data }
}

const characters = [
  { mask: square(4, 12), text: text(1) },
  { mask: square(44, 16), text: text(2) },
]

test.each(['euler', 'ddim', 'dpm++2m', 'lcm'] as const)('%s: a whole run', async (sampler) => {
  const scheduler = createScheduler(sampler, tinyManifest.scheduler, steps)
  const loop = { denoiser, scheduler, guidanceScale }
  const generator = torchGenerator(4)
  const template = await textToImage({
    ...loop,
    phase: 'template',
    text: text(0.7),
    noise: drawNoise(scheduler, () => generator.randn([1, 2, 16, 16])),
    keepFrom: 0,
  })
  const blendedNoise = await redenoise({
    ...loop,
    template: template.steps,
    characters: characters.map((one) => ({ ...one, text: async () => one.text })),
    startStep,
    maxKernel,
    downscale: 4,
  })
  const blendedLatents = await blendLatentsEachStep(scheduler, template.steps, template.latents)
  const errors = blendedNoise.data.map((x, i) => Math.abs(x - blendedLatents.data[i]))
  expect(Math.max(...errors)).toBeLessThan(1e-5)
  expect(blendedNoise.data).not.toEqual(template.latents.data)
})

/** z' = sum_k M_k z'_k + (1 - sum M) z'_template, where each z' follows its own prediction. */
async function blendLatentsEachStep(
  scheduler: ReturnType<typeof createScheduler>,
  template: readonly DenoisedStep[],
  final: Tensor,
): Promise<Tensor> {
  let latents = template[startStep - 1].latents
  let previousOriginal = template[startStep - 2].original
  for (let i = startStep - 1; i < steps; i++) {
    const input = scheduler.scaleModelInput(latents, i)
    const noises: Tensor[] = []
    for (const { text } of characters) {
      const t = scheduler.timesteps[i]
      const uncond = await denoiser.predict(input, t, text.unconditional)
      noises.push(guide(uncond, await denoiser.predict(input, t, text.conditional), guidanceScale))
    }
    const kernel = progressiveKernel({ step: i + 1, startStep, steps, maxKernel })
    const masks = progressiveMasks(
      characters.map(({ mask }) => mask),
      kernel,
    ).map((mask) => toLatentSize(mask, 4))
    const given = { previousOriginal, freshNoise: template[i].freshNoise }
    const nexts = noises.map((noise) => scheduler.step(noise, i, latents, given))
    const originals = noises.map((noise) => scheduler.predictOriginal(noise, i, latents))
    previousOriginal = blendLatents(template[i].original, originals, masks)
    latents = blendLatents(template[i + 1]?.latents ?? final, nexts, masks)
  }
  return latents
}
