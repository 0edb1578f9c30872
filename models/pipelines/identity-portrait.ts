/** The portrait that people see: drawn with the identity, as frames are. */

import type { Tensor } from '../math/tensor.ts'
import { characterText, type DrawnCharacter } from './character-text.ts'
import { type PortraitsRequest, portraitSetup } from './portraits.ts'
import { stopwatch, type Timings } from './stopwatch.ts'
import { textToImage } from './text-to-image.ts'

/** All but these is as discovery's portraits were drawn. */
export interface IdentityPortraitRequest
  extends Omit<PortraitsRequest, 'first' | 'count' | 'classWord'>,
    Pick<DrawnCharacter, 'classWord' | 'identity'> {
  /** Whose noise it has: a portrait of the seed, the survivor that was nearest to the identity. */
  readonly index: number
}

export interface IdentityPortrait {
  /** [1, 3, H, W] in -1..1, of the size of discovery's portraits. */
  readonly portrait: Tensor
  /** Denoiser rows: 2 * steps. */
  readonly rows: number
  readonly timings: Timings
}

/**
 * One of discovery's portraits once more, with the identity at its class word. RangeError when the
 * description lacks the class word, or an option makes no sense. Ours: the paper shows no portraits.
 * The survivor itself would not do: even the nearest differs from the mean, and frames show the mean.
 */
export async function drawIdentityPortrait({
  classWord,
  identity,
  index,
  now = () => performance.now(),
  ...request
}: IdentityPortraitRequest): Promise<IdentityPortrait> {
  const { model, onStep, signal } = request
  const { manifest, networks, tokenizer } = model
  signal?.throwIfAborted()
  const { timings, measure } = stopwatch(now)
  const { denoiser, prompt, negativePrompt, noises, ...loop } = portraitSetup(request)
  const person = { prompt, classWord, identity }
  const { triggerWord } = manifest
  const textOf = await characterText(
    person,
    networks,
    tokenizer,
    triggerWord,
    negativePrompt,
    'once',
  )
  const text = await textOf()

  for (let i = 0; i < index; i++) noises()
  const noise = noises()
  const { latents } = await measure('portrait', () =>
    textToImage({ ...loop, phase: 'portraits', denoiser, text, noise, onStep, signal }),
  )
  const portrait = await measure('decoding', () => networks.decoder.decode(latents))
  return { portrait, rows: denoiser.rows, timings }
}
