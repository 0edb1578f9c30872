import type { Bundle } from '../models/bundles/bundle.ts'
import type { Tensor } from '../models/math/tensor.ts'
import type { Upscaler } from '../models/networks/types.ts'
import { gatherIdentity } from '../models/pipelines/gather-identity.ts'
import { drawIdentityPortrait } from '../models/pipelines/identity-portrait.ts'
import { LayoutError } from '../models/pipelines/place-characters.ts'
import { drawPortraits } from '../models/pipelines/portraits.ts'
import { stopwatch } from '../models/pipelines/stopwatch.ts'
import { drawStoryFrame } from '../models/pipelines/story-frame.ts'
import type { Artist, DrawRequest } from '../story/artist.ts'
import { UserError } from '../story/errors.ts'
import { fromPng, toPng } from './pictures.ts'
import { previewing } from './previews.ts'
import { withRecipe } from './recipe.ts'

/** An artist who draws with the networks of a bundle, in this process. */
export function bundleArtist(bundle: Bundle): Artist {
  const { manifest, tokenizer, networks, upscaler, rowsPerCall, close } = bundle
  const { name, version, defaults } = manifest
  const model = { manifest, tokenizer, networks }
  const origin = { bundle: name, version }

  return {
    async drawPortraits({ classWord, count, ...request }, hooks) {
      if (!manifest.classWords.includes(classWord)) {
        throw new UserError('cannot-draw', `${name} has never seen a ${classWord}.`)
      }
      const share = count / defaults.discovery.portraits
      const { embeddings, timings } = await drawPortraits({
        ...previewing(hooks, networks.previewDecoder, { perPhase: Math.ceil(8 * share) }),
        model,
        classWord,
        count,
        rowsPerCall,
        ...request,
      })
      return { embeddings, timings }
    },

    async gather({ description, classWord, seed, embeddings }, { signal }) {
      const { chosen: index, timings, ...found } = await gatherIdentity({ model, embeddings })
      const { identity: embedding, encoder, cohesion, kept: survivors } = found
      const person = { description, classWord, identity: embedding }
      const noise = { seed, index }
      const drawn = await drawIdentityPortrait({ model, ...person, ...noise, rowsPerCall, signal })
      const { finish, timings: after } = finishing(upscaler)
      const { steps, guidanceScale, sampler = defaults.sampler } = defaults.discovery
      const settings = { sampler, steps, guidanceScale }
      const made = { prompt: description, cast: [], seed, ...origin, ...settings }
      return {
        identity: { embedding, encoder, cohesion, portraits: embeddings.length, survivors },
        portrait: withRecipe(await finish(drawn.portrait), { kind: 'portrait', ...made }),
        timings: { ...timings, ...drawn.timings, ...after },
      }
    },

    async draw(request, hooks) {
      const { prompt, seed, title, characters, pose } = request
      requireEncoder(request, networks.identityEncoder.name)
      if (pose !== undefined && networks.posedDenoiser === undefined) {
        throw new UserError('cannot-draw', `${name} draws no poses.`)
      }
      const { image, template, timings } = await drawStoryFrame({
        ...previewing(hooks, networks.previewDecoder),
        model,
        prompt,
        seed,
        pose: pose && (await fromPng(pose)),
        rowsPerCall,
        characters: characters.map(({ prompt, classWord, identity: { embedding } }) => ({
          prompt,
          classWord,
          identity: embedding,
        })),
      }).catch((error: unknown) => {
        throw error instanceof LayoutError ? notPlaced(error, request) : error
      })
      const { steps, guidanceScale, startStep } = defaults
      const settings = { sampler: defaults.sampler, steps, guidanceScale, startStep }
      const cast = characters.map((character) => character.name)
      const posed = pose && { posed: true as const }
      const { finish, timings: after } = finishing(upscaler)
      const made = { prompt: title, cast, seed, ...origin, ...settings, ...posed }
      return {
        image: withRecipe(await finish(image), { kind: 'frame', ...made }),
        template: withRecipe(await finish(template), { kind: 'template', ...made }),
        settings: { bundle: `${name} ${version}`, ...settings },
        timings: { ...timings, ...after },
      }
    },

    close,
  }
}

/** Makes PNG files of pictures, as large as people are to see them, and measures the enlarging. */
function finishing(upscaler: Upscaler | undefined) {
  const { timings, measure } = stopwatch(() => performance.now())
  const enlarge = (image: Tensor) =>
    upscaler === undefined ? image : measure('enlarging', () => upscaler.upscale(image))
  return { finish: async (image: Tensor) => toPng(await enlarge(image)), timings }
}

/** An embedding means something only to the encoder that made it. */
function requireEncoder({ characters }: DrawRequest, encoder: string): void {
  const stranger = characters.find(({ identity }) => identity.encoder !== encoder)
  if (stranger === undefined) return
  throw new UserError(
    'cannot-draw',
    `${stranger.name} has a face that another model found. Tell it again, or say /story redo: a face is found first.`,
  )
}

const irregular: Readonly<Record<string, string>> = {
  woman: 'women',
  man: 'men',
  child: 'children',
}
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six']

/** The sentence for people who are in none of the templates: `two women and a boy`. */
function notPlaced({ missing }: LayoutError, { characters }: DrawRequest): UserError {
  const groups = [...new Set(missing)].map((word) => {
    const count = characters.filter(({ classWord }) => classWord === word).length
    const many = irregular[word] ?? `${word}s`
    return count === 1 ? `a ${word}` : `${numbers[count] ?? count} ${many}`
  })
  const people = groups.join(' and ')
  return new UserError(
    'cannot-draw',
    `I could not place ${people} in this picture. Try /story redo, or other words.`,
  )
}
