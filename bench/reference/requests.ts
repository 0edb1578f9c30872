/** What both sides of the comparison are asked for: the same words, numbers and seeds. */

import type { Manifest } from '../../models/bundles/manifest.ts'
import { portraitPrompt } from '../../models/pipelines/portraits.ts'
import type { Sampler } from '../../models/schedulers/create-scheduler.ts'
import { findClassToken } from '../../models/tokenizers/class-token.ts'
import type { Tokenizer } from '../../models/tokenizers/tokenizer.ts'
import { classWords, people, scenePrompt } from '../scene.ts'

/** Token ids of the negative prompt, then of the prompt: the other side needs no tokenizer. */
type GuidedIds = readonly [readonly number[], readonly number[]]

export interface CharacterRequest {
  readonly work: 'character'
  readonly description: string
  readonly ids: GuidedIds
  readonly seed: number
  readonly portraits: number
  readonly steps: number
  readonly sampler: Sampler
  readonly guidanceScale: number
  readonly components: number
  readonly keepRatio: number
  readonly iterations: number
  readonly sharedNoise: number
}

export interface FrameRequest {
  readonly work: 'frame'
  readonly prompt: string
  readonly ids: GuidedIds
  readonly seed: number
  readonly steps: number
  readonly startStep: number
  readonly guidanceScale: number
  /** Pixels of this bundle's pictures. */
  readonly maxKernel: number
  readonly dilation: number
  readonly characters: readonly {
    /** Where the class word stands in the ids. */
    readonly index: number
    readonly ids: GuidedIds
    readonly identity: readonly number[]
  }[]
}

export type ReferenceRequest = CharacterRequest | FrameRequest

type Described = { readonly manifest: Manifest; readonly tokenizer: Tokenizer }

/** A character as published, with the steps and the sampler of a frame: 64 portraits. */
export function characterRequest(
  { manifest, tokenizer }: Described,
  {
    portraits = 64,
    steps = manifest.defaults.steps,
    sampler = manifest.defaults.sampler,
  }: Partial<Pick<CharacterRequest, 'portraits' | 'steps' | 'sampler'>> = {},
): CharacterRequest {
  const { discovery, negativePrompt } = manifest.defaults
  const { guidanceScale, components, keepRatio, iterations, sharedNoise = 0 } = discovery
  const [description] = people
  return {
    work: 'character',
    description,
    ids: [
      [...tokenizer.encode(discovery.negativePrompt ?? negativePrompt).ids],
      [...tokenizer.encode(portraitPrompt(discovery.prompt, description)).ids],
    ],
    seed: 7,
    portraits,
    steps,
    sampler,
    guidanceScale,
    components,
    keepRatio,
    iterations,
    sharedNoise,
  }
}

/** The same with the bundle's own portraits, steps and sampler. */
export const cheapCharacterRequest = (model: Described): CharacterRequest =>
  characterRequest(model, model.manifest.defaults.discovery)

/** A frame of the first `count` people, all with that identity. */
export function frameRequest(
  { manifest, tokenizer }: Described,
  count: number,
  identity: readonly number[],
): FrameRequest {
  const { steps, startStep, guidanceScale, maxKernel, negativePrompt } = manifest.defaults
  const scale = manifest.image.width / 1024
  const negative = [...tokenizer.encode(negativePrompt).ids]
  const prompt = scenePrompt(count)
  return {
    work: 'frame',
    prompt,
    ids: [negative, [...tokenizer.encode(prompt).ids]],
    seed: 7,
    steps,
    startStep,
    guidanceScale,
    maxKernel: maxKernel * scale,
    dilation: Math.round(10 * scale),
    characters: people.slice(0, count).map((description, k) => {
      const { triggerWord } = manifest
      const { ids, index } = findClassToken(
        tokenizer,
        ownPrompt(description),
        classWords[k],
        triggerWord,
      )
      return { index, ids: [negative, [...ids]], identity }
    }),
  }
}

export const ownPrompt = (description: string): string => `a ${description}`

/** Denoiser rows of the published computation: latents twice over, in both stages. */
export const publishedRows = (request: ReferenceRequest): number =>
  request.work === 'character'
    ? 2 * request.portraits * request.steps
    : 8 * request.steps + 2 * (request.steps - request.startStep + 1) * request.characters.length
