/** Portraits of somebody from a description alone, as the identity encoder sees them. */

import { slice, type Tensor } from '../math/tensor.ts'
import type { IdentityEncoder, LatentDecoder } from '../networks/types.ts'
import { createScheduler, type Sampler } from '../schedulers/create-scheduler.ts'
import { type Hooks, latentDims, type Model, type StepEvent } from './model.ts'
import { portraitNoises } from './portrait-noise.ts'
import { portraitText } from './portrait-text.ts'
import { encodeGuided } from './prompts.ts'
import { meteredDenoiser } from './rows.ts'
import { joinNoise, type RunNoise } from './run-noise.ts'
import { stopwatch, type Timings } from './stopwatch.ts'
import { textToImage } from './text-to-image.ts'

export interface PortraitsRequest extends Hooks {
  readonly model: Model
  /** The person in words, with or without a leading article. */
  readonly description: string
  /** Which of its words says what it is; needed where a model writes that word's token twice. */
  readonly classWord?: string
  /** Another seed, another person of that description. */
  readonly seed: number
  /** The first portrait that is drawn: those before it are left to others. */
  readonly first?: number
  /** How many are drawn; without it, all from the first one on. */
  readonly count?: number
  readonly sampler?: Sampler
  readonly steps?: number
  readonly guidanceScale?: number
  readonly negativePrompt?: string
  /** The share of noise variance that all portraits have in common, 0..1. */
  readonly sharedNoise?: number
  /** Most rows in one denoiser call; a portrait is two. Bounds memory. */
  readonly rowsPerCall?: number
  readonly now?: () => number
}

export interface Portraits {
  /** Of each portrait, in order: what the encoder says of it. */
  readonly embeddings: readonly Float32Array[]
  /** Denoiser rows: 2 * count * steps. */
  readonly rows: number
  readonly timings: Timings
}

/**
 * Draws `count` portraits from `first` on and encodes them. A portrait is the same whoever draws it, and
 * in whatever batch, up to the rounding of calls of other sizes. RangeError when an option makes no sense.
 */
export async function drawPortraits({
  first = 0,
  count,
  now = () => performance.now(),
  ...request
}: PortraitsRequest): Promise<Portraits> {
  const { model, classWord, rowsPerCall = 16, onStep, signal } = request
  const { manifest, networks, tokenizer } = model
  const all = count ?? manifest.defaults.discovery.portraits - first
  signal?.throwIfAborted()
  const { timings, measure } = stopwatch(now)
  const { denoiser, scheduler, guidanceScale, prompt, negativePrompt, noises } =
    portraitSetup(request)
  const { classTokenTwiceAfter: twiceAfter } = manifest.defaults.discovery
  const text = await (twiceAfter === undefined
    ? encodeGuided(tokenizer, networks.textEncoder, prompt, negativePrompt)
    : portraitText(
        { manifest, networks, tokenizer },
        { prompt, classWord, negativePrompt, twiceAfter },
      ))

  for (let i = 0; i < first; i++) noises()
  const embeddings: Float32Array[] = []
  for (const noise of noiseBatches(noises, all, rowsPerCall)) {
    const done = embeddings.length
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
        onStep: (event) => onStep?.(overall(event, done, rows, all)),
      }),
    )
    embeddings.push(
      ...(await measure('encoding', () =>
        embed(networks.decoder, networks.identityEncoder, drawn.latents),
      )),
    )
  }
  return { embeddings, rows: denoiser.rows, timings }
}

/**
 * What all portraits of a request are drawn with, its options or the model's, and a supplier of each
 * one's noise in order. RangeError when an option makes no sense.
 */
export function portraitSetup({
  model: { manifest, networks },
  description,
  seed,
  sampler = manifest.defaults.discovery.sampler ?? manifest.defaults.sampler,
  steps = manifest.defaults.discovery.steps,
  guidanceScale = manifest.defaults.discovery.guidanceScale,
  negativePrompt = manifest.defaults.discovery.negativePrompt ?? manifest.defaults.negativePrompt,
  sharedNoise = manifest.defaults.discovery.sharedNoise ?? 0,
  rowsPerCall = 16,
}: Omit<PortraitsRequest, keyof Hooks>) {
  const scheduler = createScheduler(sampler, manifest.scheduler, steps)
  return {
    scheduler,
    guidanceScale,
    negativePrompt,
    prompt: portraitPrompt(manifest.defaults.discovery.prompt, description),
    denoiser: meteredDenoiser(networks.portraitDenoiser, rowsPerCall),
    noises: portraitNoises(scheduler, seed, portraitDims(manifest), sharedNoise),
  }
}

/** The template with the description in its place; the template brings its own article. */
export const portraitPrompt = (template: string, description: string): string =>
  template.replace('{description}', () => description.trim().replace(/^(an?|the)\s+/i, ''))

/** Dims of one portrait's latents: [1, C, h, w]. */
const portraitDims = (manifest: Model['manifest']): readonly [number, number, number, number] =>
  latentDims({ ...manifest, image: manifest.defaults.discovery.image ?? manifest.image })

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

/** A call's step as a step of all that are drawn: portraits times steps, in portraits. */
const overall = (event: StepEvent, done: number, rows: number, all: number): StepEvent => ({
  ...event,
  step: done * event.steps + rows * event.step,
  steps: all * event.steps,
})
