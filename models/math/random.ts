/** Seeded normal numbers equal to torch's, so that a seed means the same picture here and there. */

import { mersenneTwister } from './mersenne-twister.ts'
import { sizeOf, type Tensor, tensor } from './tensor.ts'

export interface Generator {
  /** Standard normal numbers; each draw goes on where the last one stopped. */
  randn(dims: readonly number[]): Tensor
}

const BLOCK = 16
const { fround } = Math

/**
 * torch.Generator on the CPU: only the seed's lower 32 bits count.
 * RangeError when the seed is negative or not a whole number.
 * Port of normal_fill and normal_distribution from ATen/native/cpu/DistributionTemplates.h and
 * ATen/core/DistributionsHelper.h.
 */
export function torchGenerator(seed: bigint | number): Generator {
  if (typeof seed === 'number' ? !Number.isSafeInteger(seed) || seed < 0 : seed < 0n) {
    throw new RangeError(`seed must be a whole number from 0, got ${seed}`)
  }
  const nextWord = mersenneTwister(Number(BigInt(seed) & 0xffffffffn))
  const nextNormal = normalOneByOne(nextWord)
  return {
    randn(dims) {
      const data = new Float32Array(sizeOf(dims))
      if (data.length >= BLOCK) fillInBlocks(data, nextWord)
      else for (let i = 0; i < data.length; i++) data[i] = nextNormal()
      return tensor(data, dims)
    },
  }
}

/** 16 or more numbers: uniform floats everywhere, turned normal block by block. */
function fillInBlocks(data: Float32Array, nextWord: () => number): void {
  const uniform = () => (nextWord() & 0xffffff) / 2 ** 24
  for (let i = 0; i < data.length; i++) data[i] = uniform()
  for (let i = 0; i + BLOCK <= data.length; i += BLOCK) boxMuller(data, i)
  if (data.length % BLOCK === 0) return
  // The last block is drawn anew and overlaps the one before it.
  const last = data.length - BLOCK
  for (let i = last; i < data.length; i++) data[i] = uniform()
  boxMuller(data, last)
}

/** Box-Muller in single precision, as torch does it: number j is paired with number j + 8. */
function boxMuller(data: Float32Array, start: number): void {
  for (let j = start; j < start + BLOCK / 2; j++) {
    const u1 = fround(1 - data[j])
    const u2 = data[j + BLOCK / 2]
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(u1)))))
    const theta = fround(fround(2 * Math.PI) * u2)
    data[j] = radius * fround(Math.cos(theta))
    data[j + BLOCK / 2] = radius * fround(Math.sin(theta))
  }
}

/** Fewer than 16 numbers: Box-Muller in double precision; the second of a pair is kept for later. */
function normalOneByOne(nextWord: () => number): () => number {
  let kept: number | undefined
  const uniform = () => {
    const high = nextWord() & 0x1fffff
    return (high * 2 ** 32 + nextWord()) / 2 ** 53
  }
  return () => {
    if (kept !== undefined) {
      const normal = kept
      kept = undefined
      return normal
    }
    const theta = 2 * Math.PI * uniform()
    const radius = Math.sqrt(-2 * Math.log1p(-uniform()))
    kept = radius * Math.sin(theta)
    return radius * Math.cos(theta)
  }
}
