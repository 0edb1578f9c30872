/** The denoising loop: from noisy latents to clean ones, whoever predicts the noise. */

import type { Tensor } from '../math/tensor.ts'
import type { Scheduler } from '../schedulers/scheduler.ts'
import { guided, type NoisePrediction } from './guidance.ts'
import type { Hooks, Phase } from './model.ts'

/** One step of a run: what stood before it and what the network said. */
export interface DenoisedStep {
  readonly latents: Tensor
  readonly noise: NoisePrediction
  /** The clean latents (x0) that the guided prediction means. */
  readonly original: Tensor
  /** What its sampler added to the latents, if anything. */
  readonly freshNoise: Tensor | undefined
}

export interface DenoiseRequest extends Hooks {
  readonly phase: Phase
  readonly scheduler: Scheduler
  /** Latents [B, C, h, w] as they stand before `fromStep`. */
  readonly latents: Tensor
  readonly guidanceScale: number
  /** What guidance needs for latents that the scheduler has scaled. */
  readonly predict: (input: Tensor, timestep: number, step: number) => Promise<NoisePrediction>
  readonly fromStep?: number
  /** What the step before `fromStep` foresaw: second-order samplers go on from it. */
  readonly previousOriginal?: Tensor
  /** What a step adds, where the scheduler has `freshNoises`. */
  readonly freshNoiseOf: (step: number) => Tensor | undefined
  readonly onDenoised?: (step: DenoisedStep, index: number) => void
}

/** The clean latents. Rejects with the signal's reason, at the latest one step after it. */
export async function denoise({
  phase,
  scheduler,
  latents: initial,
  guidanceScale,
  predict,
  fromStep = 0,
  previousOriginal: initialOriginal,
  freshNoiseOf,
  onDenoised,
  onStep,
  signal,
}: DenoiseRequest): Promise<Tensor> {
  const steps = scheduler.timesteps.length
  let latents = initial
  let previousOriginal = initialOriginal
  for (let i = fromStep; i < steps; i++) {
    signal?.throwIfAborted()
    const input = scheduler.scaleModelInput(latents, i)
    const noise = await predict(input, scheduler.timesteps[i], i)
    const towards = guided(noise, guidanceScale)
    const original = scheduler.predictOriginal(towards, i, latents)
    const freshNoise = freshNoiseOf(i)
    onDenoised?.({ latents, noise, original, freshNoise }, i)
    latents = scheduler.step(towards, i, latents, { previousOriginal, freshNoise })
    previousOriginal = original
    await onStep?.({ phase, step: i + 1, steps, previewLatents: original })
  }
  signal?.throwIfAborted()
  return latents
}
