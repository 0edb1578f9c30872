/** What `export/goldens.py` wrote: the published algorithm on the tiny sources of the bundle beside it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Mask } from '../../../models/identity/mask.ts'
import { slice, type Tensor, tensor } from '../../../models/math/tensor.ts'

const dir = 'test/golden/sdxl'
export const bundleDir = join(dir, 'bundle')

interface Character {
  readonly classWord: string
  readonly prompt: string
}

interface DiscoveryCase extends Character {
  readonly description: string
  readonly negativePrompt: string
  readonly seed: number
  readonly portraits: number
  readonly components: number
  readonly steps: number
  readonly guidanceScale: number
}

export interface FrameCase {
  readonly prompt: string
  readonly negativePrompt: string
  readonly seed: number
  readonly usedSeed: number
  readonly draws: number
  readonly steps: number
  readonly startStep: number
  readonly guidanceScale: number
  readonly maxKernel: number
  readonly dilation: number
  readonly characters: readonly Character[]
}

interface Cases {
  readonly texts: readonly string[]
  readonly discovery: DiscoveryCase
  /** Portraits of half the side, drawn by a sampler of second order. */
  readonly quick: DiscoveryCase & { readonly image: number; readonly mergeStep: number }
  /** A template whose pose a ControlNet gives. */
  readonly pose: {
    readonly prompt: string
    readonly negativePrompt: string
    readonly seed: number
    readonly steps: number
    readonly guidanceScale: number
    readonly conditioningScale: number
    readonly timestep: number
  }
  /** What a model distilled by latent consistency draws: without guidance, with noise added on the way. */
  readonly lcm: {
    readonly discovery: DiscoveryCase & { readonly mergeStep: number }
    readonly frame: FrameCase
  }
  readonly frames: readonly FrameCase[]
}

export const cases: Cases = JSON.parse(readFileSync(join(dir, 'cases.json'), 'utf8'))

const kinds = { F32: Float32Array, I32: Int32Array, I64: BigInt64Array, U8: Uint8Array }

interface Entry {
  readonly dtype: keyof typeof kinds
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

/** A .safetensors file; every number as float32. Its form: huggingface/safetensors, README. */
export function readGolden(name: string): Record<string, Tensor> {
  const bytes = readFileSync(join(dir, `${name}.safetensors`))
  const start = 8 + Number(bytes.readBigUInt64LE(0))
  const header: Record<string, Entry> = JSON.parse(bytes.toString('utf8', 8, start))
  return Object.fromEntries(
    Object.entries(header).map(
      ([
        key,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        const { buffer } = Uint8Array.from(bytes.subarray(start + from, start + to))
        const values = new kinds[dtype](buffer)
        return [key, tensor(Float32Array.from(values, Number), shape)]
      },
    ),
  )
}

/** One along dim 0, without that dim. */
export function at(golden: Tensor, index: number): Tensor {
  const { data, dims } = slice(golden, index, index + 1)
  return tensor(data, dims.slice(1))
}

export const rows = ({ dims }: Tensor): number[] => [...Array(dims[0]).keys()]

/** The largest difference as a part of the largest value. */
export function difference(actual: Tensor, expected: Tensor): number {
  expect(actual.data).toHaveLength(expected.data.length)
  let worst = 0
  let largest = 0
  for (const [i, wanted] of expected.data.entries()) {
    const apart = Math.abs(actual.data[i] - wanted)
    worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(worst, apart)
    largest = Math.max(largest, Math.abs(wanted))
  }
  return worst / largest
}

/** Bytes [H, W, 3], as a picture is saved, as a tensor [1, 3, H, W] in -1..1. */
export function pictureOf({ data, dims: [height, width] }: Tensor): Tensor {
  const plane = width * height
  const planes = Float32Array.from({ length: 3 * plane }, (_, i) => {
    const byte = data[(i % plane) * 3 + Math.floor(i / plane)]
    return (byte / 255) * 2 - 1
  })
  return tensor(planes, [1, 3, height, width])
}

/** Peak signal-to-noise ratio in dB of a picture in -1..1 and of bytes that were saved. */
export function decibels(actual: Tensor, saved: Tensor): number {
  const expected = pictureOf(saved)
  const squares = expected.data.reduce((sum, value, i) => {
    const shown = Math.min(1, Math.max(-1, actual.data[i]))
    return sum + ((shown - value) / 2) ** 2
  }, 0)
  return 10 * Math.log10(expected.data.length / squares)
}

export const maskOf = ({ data, dims: [height, width] }: Tensor): Mask => ({
  width,
  height,
  data: Uint8Array.from(data),
})

/** The share of pixels in which two masks agree. */
export function agreement(actual: Mask, expected: Mask): number {
  expect([actual.width, actual.height]).toEqual([expected.width, expected.height])
  return actual.data.filter((bit, i) => bit === expected.data[i]).length / actual.data.length
}
