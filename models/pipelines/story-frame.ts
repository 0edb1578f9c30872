/** One frame of a story: a template of the whole scene, then the cast drawn into it. */

import { cleanMasks, type Mask } from '../identity/masks.ts'
import { torchGenerator } from '../math/random.ts'
import type { BytePicture } from '../math/resample.ts'
import type { Tensor } from '../math/tensor.ts'
import type { Denoiser, Networks } from '../networks/types.ts'
import { createScheduler, type Sampler } from '../schedulers/create-scheduler.ts'
import { characterText, type DrawnCharacter, type Fuse } from './character-text.ts'
import { fuseEverybody } from './identity-alone.ts'
import { type Hooks, latentDims, type Model } from './model.ts'
import { type HeadRoom, placeCharacters } from './place-characters.ts'
import { encodeGuided } from './prompts.ts'
import { redenoise } from './redenoise.ts'
import { meteredDenoiser } from './rows.ts'
import { drawNoise } from './run-noise.ts'
import { stopwatch, type Timings } from './stopwatch.ts'
import { textToImage } from './text-to-image.ts'

export interface StoryFrameRequest extends Hooks {
  readonly model: Model
  /** The whole scene, names replaced by descriptions. */
  readonly prompt: string
  /** In the order in which the prompt names them. */
  readonly characters: readonly DrawnCharacter[]
  readonly seed: number
  /** The picture that says how people stand in the template, and so in the frame. */
  readonly pose?: BytePicture | undefined
  readonly sampler?: Sampler
  readonly steps?: number
  readonly guidanceScale?: number
  readonly negativePrompt?: string
  /** The first step that injects identities is the first i with i + 1 >= startStep. */
  readonly startStep?: number
  /** Pixels at 1024. */
  readonly maxKernel?: number
  /** How far cleaned masks grow, pixels at 1024. */
  readonly maskDilation?: number
  readonly fuse?: Fuse
  /** `none`: the identity generator alone draws the whole prompt; there is no template. */
  readonly injection?: 'redenoise' | 'none'
  /** `average`: everybody's noise counts alike everywhere, nobody is looked for. */
  readonly layout?: 'masks' | 'average'
  /** Templates to draw at most until everybody is found, with room for their heads. */
  readonly maxDraws?: number
  readonly headRoom?: HeadRoom
  /** Most rows in one denoiser call. Bounds memory. */
  readonly rowsPerCall?: number
  readonly now?: () => number
}

export interface StoryFrame {
  /** [1, 3, H, W] in -1..1. */
  readonly image: Tensor
  /** The picture before identities were injected; the image itself when there is no cast. */
  readonly template: Tensor
  /** Where the cast stands, in its order: cleaned, of the image's size. */
  readonly masks: readonly Mask[]
  /** The seed that drew the template: not the request's when it was drawn again. */
  readonly seed: number
  readonly draws: number
  /** Denoiser rows: 2 * steps * draws + 2 * (steps - startStep + 1) * characters. */
  readonly rows: number
  readonly timings: Timings
}

/**
 * LayoutError when somebody is not found, RangeError when a prompt lacks its class word, an option
 * makes no sense or a pose is given to a model that draws none. IdentityStory (AAAI 2026), Re-denoising Identity Injection.
 */
export async function drawStoryFrame({
  model: { manifest, networks, tokenizer },
  prompt,
  characters,
  seed,
  pose,
  sampler = manifest.defaults.sampler,
  steps = manifest.defaults.steps,
  guidanceScale = manifest.defaults.guidanceScale,
  negativePrompt = manifest.defaults.negativePrompt,
  startStep = manifest.defaults.startStep,
  maxKernel = manifest.defaults.maxKernel,
  maskDilation = 10,
  fuse = 'once',
  injection = 'redenoise',
  layout = 'masks',
  maxDraws = manifest.defaults.maxDraws ?? 4,
  headRoom = manifest.defaults.headRoom,
  rowsPerCall = 16,
  now = () => performance.now(),
  onStep,
  signal,
}: StoryFrameRequest): Promise<StoryFrame> {
  signal?.throwIfAborted()
  const { timings, measure } = stopwatch(now)
  if (pose !== undefined && injection === 'none') {
    throw new RangeError('a pose is for a template, and without injection there is none')
  }
  const denoiser = meteredDenoiser(templateDenoiser(networks, pose), rowsPerCall)
  const identityDenoiser = meteredDenoiser(networks.identityDenoiser, rowsPerCall)
  const rows = () => denoiser.rows + identityDenoiser.rows
  const scheduler = createScheduler(sampler, manifest.scheduler, steps)
  /** The published pixels are for 1024; a smaller image has smaller people. */
  const imageScale = manifest.image.width / 1024
  const loop = { scheduler, guidanceScale, onStep, signal }
  const noiseOf = (seed: number) => {
    const generator = torchGenerator(seed)
    return drawNoise(scheduler, () => generator.randn(latentDims(manifest)))
  }
  const decode = (latents: Tensor) => {
    signal?.throwIfAborted()
    return measure('decoding', () => networks.decoder.decode(latents))
  }

  const text = await encodeGuided(tokenizer, networks.textEncoder, prompt, negativePrompt)
  if (injection === 'none') {
    const { identityFusion } = networks
    const conditional = await fuseEverybody(
      text.conditional,
      prompt,
      characters,
      identityFusion,
      tokenizer,
    )
    const noise = noiseOf(seed)
    const { latents } = await measure('redenoising', () =>
      textToImage({
        ...loop,
        denoiser: identityDenoiser,
        phase: 'redenoising',
        text: { ...text, conditional },
        noise,
      }),
    )
    const image = await decode(latents)
    return { image, template: image, masks: [], seed, draws: 1, rows: rows(), timings }
  }
  // Before the template, so that a prompt without its class word costs nothing.
  const texts = await Promise.all(
    characters.map((character) =>
      characterText(character, networks, tokenizer, manifest.triggerWord, negativePrompt, fuse),
    ),
  )

  const placement = await placeCharacters({
    classWords: layout === 'average' ? [] : characters.map((character) => character.classWord),
    seed,
    maxDraws,
    headRoom,
    height: manifest.image.height,
    async draw(seed) {
      const noise = noiseOf(seed)
      const drawn = await measure('template', () =>
        textToImage({
          ...loop,
          denoiser,
          phase: 'template',
          text,
          noise,
          keepFrom: characters.length === 0 ? undefined : startStep - 2,
        }),
      )
      return { ...drawn, image: await decode(drawn.latents) }
    },
    async find({ image }, classWords, attempt) {
      const found = await measure('layout', () => networks.layout.find(image, classWords))
      await onStep?.({
        phase: 'layout',
        step: attempt + 1,
        steps: maxDraws,
        previewLatents: undefined,
      })
      return found
    },
  })

  const { template, people } = placement
  const drawn = { template: template.image, seed: placement.seed, draws: placement.draws, timings }
  if (characters.length === 0) return { ...drawn, image: template.image, masks: [], rows: rows() }

  const masks = cleanMasks(
    people.map((person) => person.mask),
    Math.round(maskDilation * imageScale),
  )
  const latents = await measure('redenoising', () =>
    redenoise({
      ...loop,
      denoiser: identityDenoiser,
      template: template.steps,
      characters: texts.map((text, k) => ({ text, mask: masks[k] })),
      startStep,
      maxKernel: maxKernel * imageScale,
      downscale: manifest.latents.downscale,
      layoutChannels: manifest.latents.layoutChannels,
    }),
  )
  const image = await decode(latents)
  await onStep?.({ phase: 'decoding', step: 1, steps: 1, previewLatents: undefined })
  return { ...drawn, image, masks, rows: rows() }
}

function templateDenoiser(networks: Networks, pose: BytePicture | undefined): Denoiser {
  if (pose === undefined) return networks.denoiser
  if (networks.posedDenoiser === undefined) throw new RangeError('this model draws no poses')
  return networks.posedDenoiser(pose)
}
