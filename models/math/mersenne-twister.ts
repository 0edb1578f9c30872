/** The 32-bit Mersenne Twister, which drives torch's CPU generator. */

const LENGTH = 624
const MIDDLE = 397

/**
 * A source of whole numbers 0 .. 2^32-1.
 * Port of mt19937 from Matsumoto and Nishimura, "Mersenne Twister" (1998).
 */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(LENGTH)
  state[0] = seed
  for (let i = 1; i < LENGTH; i++) {
    state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i
  }
  let next = LENGTH
  return () => {
    if (next === LENGTH) {
      twist(state)
      next = 0
    }
    return temper(state[next++])
  }
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < LENGTH; i++) {
    const y = (state[i] & 0x80000000) | (state[(i + 1) % LENGTH] & 0x7fffffff)
    state[i] = state[(i + MIDDLE) % LENGTH] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
  }
}

function temper(word: number): number {
  let y = word
  y ^= y >>> 11
  y ^= (y << 7) & 0x9d2c5680
  y ^= (y << 15) & 0xefc60000
  y ^= y >>> 18
  return y >>> 0
}
