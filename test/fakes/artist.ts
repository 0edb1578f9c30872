import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import type { Artist, Hooks, Progress } from '../../story/artist.ts'
import { UserError } from '../../story/errors.ts'

export interface FakeArtistOptions {
  readonly steps?: number
  /** How long a step takes, in milliseconds. */
  readonly stepMs?: number
  readonly encoder?: string
}

/** Whose identities the bots take that stand beside it with the embedded bundle's words. */
export const storybookEncoder: string = JSON.parse(
  readFileSync(new URL('../../models/bundles/storybook/bundle.json', import.meta.url), 'utf8'),
).identityEncoderName

/** A small true picture: stripes whose colours are a formula of the seed's four bytes in turn, so that no two seeds share one. */
const picture = (seed: number, size: number): Promise<Uint8Array> => {
  const pixels = Uint8Array.from({ length: size * size * 3 }, (_, i) => {
    const row = Math.floor(i / 3 / size)
    const byte = Math.floor(seed / 256 ** (row % 4)) % 256
    return byte * 31 + row * 7 + (i % 3) * 85
  })
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer()
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Draws stripes. A prompt or description with the word `nobody` cannot be drawn (UserError), and
 * one with the word `crash` fails in an unexpected way.
 */
export function fakeArtist({
  steps = 4,
  stepMs = 0,
  encoder = storybookEncoder,
}: FakeArtistOptions = {}): Artist {
  async function walk(phase: Progress['phase'], text: string, seed: number, hooks: Hooks) {
    if (/\bnobody\b/.test(text)) throw new UserError('cannot-draw', 'I could not draw nobody.')
    for (let step = 1; step <= steps; step++) {
      hooks.signal.throwIfAborted()
      await pause(stepMs)
      if (step === steps && /\bcrash\b/.test(text)) throw new Error('the formula crashed')
      const preview = step === steps ? await picture(seed, 8) : undefined
      hooks.onProgress({ phase, step, steps, preview })
    }
    hooks.signal.throwIfAborted()
  }
  return {
    async drawPortraits({ description, seed, first, count }, hooks) {
      await walk('portraits', description, seed, hooks)
      const portraits = Array.from({ length: count }, (_, i) => first + i)
      return {
        embeddings: portraits.map((k) =>
          Float32Array.from({ length: 16 }, (_, i) => Math.sin(seed + i + k / 10)),
        ),
        timings: { portraits: steps },
      }
    },
    /** Every other one survives. */
    async gather({ seed, embeddings }) {
      const survivors = [...embeddings.keys()].filter((k) => k % 2 === 0)
      const embedding = embeddings[0]!.map(
        (_, i) => survivors.reduce((sum, k) => sum + embeddings[k]![i]!, 0) / survivors.length,
      )
      return {
        identity: { embedding, encoder, cohesion: 0.9, portraits: embeddings.length, survivors },
        portrait: await picture(seed, 32),
        timings: { filter: 1 },
      }
    },
    async draw({ prompt, seed }, hooks) {
      await walk('template', prompt, seed, hooks)
      await walk('redenoising', prompt, seed, hooks)
      return {
        image: await picture(seed, 32),
        template: await picture(seed + 1, 32),
        settings: { bundle: 'fake 1', sampler: 'euler', steps, guidanceScale: 5, startStep: 1 },
        timings: { template: steps, redenoising: steps },
      }
    },
    async close() {},
  }
}
