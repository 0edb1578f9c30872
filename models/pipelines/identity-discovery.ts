/** Iterative Identity Discovery: who a description means, found once and then kept. */

import { cohesion } from '../identity/cohesion.ts'
import { discoverIdentity } from '../identity/svd-filter.ts'
import { type Generator, torchGenerator } from '../math/random.ts'
import { combine, slice, type Tensor } from '../math/tensor.ts'
import type { IdentityEncoder, LatentDecoder } from '../networks/types.ts'
import { createScheduler, type Sampler } from '../schedulers/create-scheduler.ts'
import { type Hooks, latentDims, type Model, type StepEvent } from './model.ts'
import { portraitText } from './portrait-text.ts'
import { encodeGuided } from './prompts.ts'
import { meteredDenoiser } from './rows.ts'
import { drawNoise, joinNoise, type RunNoise } from './run-noise.ts'
import { stopwatch, type Timings } from './stopwatch.ts'
import { textToImage } from './text-to-image.ts'

export interface IdentityDiscoveryRequest extends Hooks {
  readonly model: Model
  /** The person in words, with or without a leading article. */
  readonly description: string
  /** Which of its words says what it is; needed where a model writes that word's token twice. */
  readonly classWord?: string
  /** Another seed, another person of that description. */
  readonly seed: number
  readonly portraits?: number
  readonly sampler?: Sampler
  readonly steps?: number
  readonly guidanceScale?: number
  readonly negativePrompt?: string
  readonly components?: number
  readonly keepRatio?: number
  /** Rounds of the filter; 0: the plain mean. */
  readonly iterations?: number
  /** The share of noise variance that all portraits have in common, 0..1. */
  readonly sharedNoise?: number
  /** Most rows in one denoiser call; a portrait is two. Bounds memory. */
  readonly rowsPerCall?: number
  readonly now?: () => number
}

export interface IdentityDiscovery {
  /** [D], of the encoder `encoder`. */
  readonly identity: Float32Array
  readonly encoder: string
  /** Mean pairwise cosine similarity of the portraits that were kept. */
  readonly cohesion: number
  /** How many portraits were drawn, and what the encoder says of each, in order. */
  readonly portraits: number
  readonly embeddings: readonly Float32Array[]
  /** Indices of those that survived the filter, rising. */
  readonly kept: readonly number[]
  /** Index of the survivor nearest to the identity, and its picture [1, 3, H, W] in -1..1. */
  readonly chosen: number
  readonly portrait: Tensor
  /** Denoiser rows: 2 * portraits * steps. */
  readonly rows: number
  readonly timings: Timings
}

/**
 * Portraits from the description alone, encoded, filtered, averaged. RangeError when an option
 * makes no sense. IdentityStory (AAAI 2026), Iterative Identity Discovery.
 */
export async function discoverCharacter({
  model: { manifest, networks, tokenizer },
  description,
  classWord,
  seed,
  portraits = manifest.defaults.discovery.portraits,
  sampler = manifest.defaults.discovery.sampler ?? manifest.defaults.sampler,
  steps = manifest.defaults.discovery.steps,
  guidanceScale = manifest.defaults.discovery.guidanceScale,
  negativePrompt = manifest.defaults.discovery.negativePrompt ?? manifest.defaults.negativePrompt,
  components = manifest.defaults.discovery.components,
  keepRatio = manifest.defaults.discovery.keepRatio,
  iterations = manifest.defaults.discovery.iterations,
  sharedNoise = manifest.defaults.discovery.sharedNoise ?? 0,
  rowsPerCall = 16,
  now = () => performance.now(),
  onStep,
  signal,
}: IdentityDiscoveryRequest): Promise<IdentityDiscovery> {
  signal?.throwIfAborted()
  const { timings, measure } = stopwatch(now)
  const denoiser = meteredDenoiser(networks.portraitDenoiser, rowsPerCall)
  const scheduler = createScheduler(sampler, manifest.scheduler, steps)
  const prompt = portraitPrompt(manifest.defaults.discovery.prompt, description)
  const { classTokenTwiceAfter: twiceAfter } = manifest.defaults.discovery
  const text = await (twiceAfter === undefined
    ? encodeGuided(tokenizer, networks.textEncoder, prompt, negativePrompt)
    : portraitText(
        { manifest, networks, tokenizer },
        { prompt, classWord, negativePrompt, twiceAfter },
      ))

  // One generator for all: with a seed a portrait, seed and seed + 1 would share all but one.
  const { image = manifest.image } = manifest.defaults.discovery
  const dims = latentDims({ ...manifest, image })
  const generator = torchGenerator(seed)
  const mixed = mixedNoise(generator, dims, sharedNoise)
  const noises = () => drawNoise(scheduler, () => generator.randn(dims), mixed)
  const latents: Tensor[] = []
  const embeddings: Float32Array[] = []
  for (const noise of noiseBatches(noises, portraits, rowsPerCall)) {
    const done = latents.length
    const rows = noise.initial.dims[0]
    const drawn = await measure('portraits', () =>
      textToImage({
        phase: 'portraits',
        denoiser,
        scheduler,
        text,
        noise,
        guidanceScale,
        signal,
        onStep: (event) => onStep?.(overall(event, done, rows, portraits)),
      }),
    )
    for (let i = 0; i < rows; i++) latents.push(slice(drawn.latents, i, i + 1))
    embeddings.push(
      ...(await measure('encoding', () =>
        embed(networks.decoder, networks.identityEncoder, drawn.latents),
      )),
    )
  }

  const { identity, kept } = await measure('filter', async () =>
    discoverIdentity(embeddings, { components, keepRatio, iterations }),
  )
  const chosen = nearest(embeddings, kept, identity)
  signal?.throwIfAborted()
  const portrait = await measure('encoding', () => networks.decoder.decode(latents[chosen]))
  return {
    identity,
    encoder: networks.identityEncoder.name,
    cohesion: cohesion(kept.map((index) => embeddings[index])),
    portraits,
    embeddings,
    kept,
    chosen,
    portrait,
    rows: denoiser.rows,
    timings,
  }
}

/** The template with the description in its place; the template brings its own article. */
export const portraitPrompt = (template: string, description: string): string =>
  template.replace('{description}', () => description.trim().replace(/^(an?|the)\s+/i, ''))

/**
 * A supplier of unit noise of which `share` of the variance is the same every time: portraits of
 * one seed become one person, without their looking the same. RangeError unless share is in 0..1.
 * Ge et al., "Preserve Your Own Correlation" (2023), section 4.1, mixed noise model.
 */
export function mixedNoise(
  generator: Generator,
  dims: readonly number[],
  share: number,
): () => Tensor {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`sharedNoise must be in 0..1, got ${share}`)
  if (share === 0) return () => generator.randn(dims)
  const shared = generator.randn(dims)
  return () => combine(Math.sqrt(share), shared, Math.sqrt(1 - share), generator.randn(dims))
}

function* noiseBatches(
  noise: () => RunNoise,
  count: number,
  rowsPerCall: number,
): Iterable<RunNoise> {
  const size = Math.max(1, Math.floor(rowsPerCall / 2))
  for (let from = 0; from < count; from += size) {
    const rows = Math.min(size, count - from)
    yield joinNoise(Array.from({ length: rows }, noise))
  }
}

async function embed(
  decoder: LatentDecoder,
  encoder: IdentityEncoder,
  latents: Tensor,
): Promise<Float32Array[]> {
  const embeddings: Float32Array[] = []
  // Picture by picture: large pictures leave the processor's cache when many are decoded at once.
  for (let row = 0; row < latents.dims[0]; row++) {
    const picture = await decoder.decode(slice(latents, row, row + 1))
    embeddings.push((await encoder.embed(picture)).data)
  }
  return embeddings
}

/** A batch's step as a step of the whole set: portraits times steps, in portraits. */
const overall = (event: StepEvent, done: number, batch: number, all: number): StepEvent => ({
  ...event,
  step: done * event.steps + batch * event.step,
  steps: all * event.steps,
})

function nearest(
  embeddings: readonly Float32Array[],
  kept: readonly number[],
  identity: Float32Array,
): number {
  // The cohesion of two rows is their cosine similarity.
  const similarity = (index: number) => cohesion([embeddings[index], identity])
  return kept.reduce((best, index) => (similarity(index) > similarity(best) ? index : best))
}
