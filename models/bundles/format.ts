/** The form of bundle.json. Tokenizers, class words and defaults are readable without any model. */

import { z } from 'zod'

const count = z.int().positive()
/** A file inside a folder: nothing that climbs out of it. */
export const fileName = z
  .string()
  .regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/, 'must be a file inside the bundle')
const file = fileName
const network = z.object({ file })

const sampler = z.enum(['euler', 'ddim', 'dpm++2m', 'lcm'])
const size = z.object({ width: count, height: count })

const scheduler = z.object({
  num_train_timesteps: count,
  beta_start: z.number().positive(),
  beta_end: z.number().positive(),
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']),
  timestep_spacing: z.enum(['leading', 'trailing', 'linspace']),
  steps_offset: z.int().nonnegative().optional(),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).optional(),
  use_karras_sigmas: z.boolean().optional(),
  set_alpha_to_one: z.boolean().optional(),
  original_inference_steps: count.optional(),
  timestep_scaling: z.number().positive().optional(),
})

const colours = z.tuple([z.number(), z.number(), z.number()])

/** The form in which a network wants pictures; without one it takes them as they are. */
const pictureInput = z.object({
  width: count,
  height: count,
  filter: z.enum(['bilinear', 'bicubic']),
  mean: colours,
  deviation: colours,
})

const layout = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('centres'),
    file,
    threshold: z.number().min(0).max(1),
    /** Odds that of two people the one who is named first stands to the left. */
    asNamed: z.number().min(1).optional(),
  }),
  z.object({
    type: z.literal('grounded-sam'),
    detector: z.object({
      file,
      input: pictureInput,
      threshold: z.number().min(0).max(1),
      /** The token ids of every class word's phrase. */
      phrases: z.record(z.string(), z.array(z.int().nonnegative()).min(1)),
    }),
    segmenter: z.object({ encoder: network, decoder: network, input: pictureInput }),
  }),
])

/** FreeU's scales, for networks that take them. */
const freeU = z.object({ s1: z.number(), s2: z.number(), b1: z.number(), b2: z.number() })

const discovery = z.object({
  portraits: count,
  steps: count,
  /** Where portraits are drawn by another sampler than frames. */
  sampler: sampler.optional(),
  /** Where portraits have another size than frames. */
  image: size.optional(),
  guidanceScale: z.number().nonnegative(),
  /** Where `{description}` stands, the character's description goes. */
  prompt: z.string().includes('{description}'),
  /** Where it is another one than a frame's. */
  negativePrompt: z.string().optional(),
  components: count,
  keepRatio: z.number().gt(0).lte(1),
  iterations: z.int().nonnegative(),
  /** The share of noise variance that all portraits of one seed have in common. */
  sharedNoise: z.number().min(0).max(1).optional(),
  freeU: freeU.optional(),
  /** In steps i > this one the class word's token stands twice in the prompt. */
  classTokenTwiceAfter: z.int().nonnegative().optional(),
})

const defaults = z.object({
  sampler,
  steps: count,
  guidanceScale: z.number().nonnegative(),
  /** Re-denoising starts at the first step i with i + 1 >= startStep. */
  startStep: count,
  /** Progressive masks' largest dilation, pixels at 1024. */
  maxKernel: z.int().nonnegative(),
  /** Templates in which a head has less room are drawn again: what the model has not learned. */
  headRoom: z.object({ apart: z.number().positive(), below: z.number().positive() }).optional(),
  /** Templates that are drawn at most until everybody is found, with room. */
  maxDraws: count.optional(),
  negativePrompt: z.string(),
  /** How much a pose counts, where a bundle has a ControlNet. 1 when it says nothing. */
  conditioningScale: z.number().nonnegative().optional(),
  discovery,
})

const judge = z.object({ file, input: pictureInput.optional() })
const judges = z.object({
  recogniser: judge,
  imageScorer: judge,
  textScorer: network,
  /** A sheet of face crops: rows of `same` pictures of one person, then `different` people. */
  anchors: z.object({ file, tile: count, same: count, different: count }).optional(),
})

export const manifestSchema = z.object({
  format: z.literal(1),
  name: z.string().min(1),
  family: z.string().min(1),
  version: z.string().min(1),
  image: size,
  latents: z.object({
    channels: count,
    downscale: count,
    scalingFactor: z.number().positive(),
    /** Channels that say where people are, where a model has such: from, and up to. */
    layoutChannels: z.tuple([z.number().int().nonnegative(), count]).optional(),
  }),
  scheduler,
  tokenizer: z.discriminatedUnion('type', [
    z.object({ type: z.literal('words'), file }),
    z.object({ type: z.literal('clip'), vocabulary: file, merges: file }),
  ]),
  classWords: z.array(z.string().min(1)).min(1),
  triggerWord: z.string().min(1),
  networks: z.object({
    textEncoder: network,
    denoiser: network,
    /** Poses what the denoiser draws, which then has inputs for it. */
    controlNet: network.optional(),
    /** The identity generator, where it is another network than the general one. */
    identityDenoiser: network.optional(),
    identityEncoder: z.object({ file, input: pictureInput.optional() }),
    identityFusion: network,
    decoder: network,
    previewDecoder: network.optional(),
    /** Enlarges pictures that are finished; other networks look at them as they were drawn. */
    upscaler: network.extend({ factor: count }).optional(),
    layout,
  }),
  /** Networks that judge pictures and draw none; a bundle may lack them. */
  judges: judges.optional(),
  identityEncoderName: z.string().min(1),
  defaults,
  licence: z.object({
    weights: z.string(),
    attributions: z.array(
      z.object({ what: z.string(), by: z.string(), licence: z.string(), url: z.string() }),
    ),
  }),
  /** Descriptions that this model draws well. */
  examples: z.array(z.string()),
  /** Styles that it knows by name. */
  styles: z.array(z.string()).default([]),
  files: z.record(
    file,
    z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().nonnegative() }),
  ),
})

/** A bundle.json that was read and found in order. */
export type Manifest = z.infer<typeof manifestSchema>
