/** Draws stories into a folder, piece by piece: what is there already is not drawn again. */

import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  discoverCharacter,
  type IdentityDiscoveryRequest,
} from '../../models/pipelines/identity-discovery.ts'
import { drawIdentityPortrait } from '../../models/pipelines/identity-portrait.ts'
import type { Model } from '../../models/pipelines/model.ts'
import { LayoutError } from '../../models/pipelines/place-characters.ts'
import { drawStoryFrame, type StoryFrameRequest } from '../../models/pipelines/story-frame.ts'
import { toPng } from '../../worker/pictures.ts'
import { keyOf, openPieces, type Piece } from './pieces.ts'
import type { Story } from './read.ts'

/** How stories are drawn: the bundle's defaults, but for what is named here. */
export interface Variant {
  readonly name: string
  readonly discovery?: Partial<IdentityDiscoveryRequest>
  readonly frame?: Partial<StoryFrameRequest>
}

export interface DrawnStory {
  readonly story: Story
  readonly folder: string
  readonly characters: readonly { readonly file: string; readonly seconds: number }[]
  readonly frames: readonly {
    readonly file: string
    readonly template: string
    readonly seconds: number
    readonly failure: string | undefined
  }[]
}

export interface DrawRequest {
  readonly model: Model
  /** The bundle's key: another bundle draws everything anew. */
  readonly bundle: string
  readonly story: Story
  readonly variant: Variant
  readonly seed: number
  readonly out: string
  /** Called after every piece, drawn or found. */
  readonly onPiece: (drawn: boolean) => void
}

/** A number below 2^31 that hangs on all the parts. */
export const seedOf = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(parts.join('\n')).digest().readUInt32BE() >>> 1

const number = (i: number) => String(i).padStart(2, '0')

export async function drawStory({
  model,
  bundle,
  story,
  variant,
  seed,
  out,
  onPiece,
}: DrawRequest): Promise<DrawnStory> {
  const folder = join(out, variant.name, story.name.replaceAll('/', '-'))
  await mkdir(folder, { recursive: true })
  const pieces = await openPieces(join(folder, 'drawn.json'))
  const doPiece = async (
    name: string,
    key: string,
    pictures: readonly string[],
    work: () => Promise<Omit<Piece, 'key'>>,
  ) => {
    const found = await pieces.find(name, key, pictures)
    if (found !== undefined) {
      onPiece(false)
      return found
    }
    const piece = { ...(await work()), key }
    await pieces.keep(name, piece)
    onPiece(true)
    return piece
  }

  const characters: { file: string; seconds: number; identity: Float32Array }[] = []
  for (const [k, { description, classWord }] of story.characters.entries()) {
    const file = join(folder, `character-${k}.png`)
    const own = { description, classWord, seed: seedOf(seed, description, k) }
    const request = { ...own, ...variant.discovery }
    const piece = await doPiece(`character-${k}`, keyOf(bundle, request), [file], async () => {
      const start = performance.now()
      const { identity, chosen: index } = await discoverCharacter({ ...request, model })
      const { portrait } = await drawIdentityPortrait({ ...request, model, identity, index })
      const seconds = (performance.now() - start) / 1000
      await writeFile(file, await toPng(portrait))
      return { seconds, identity: [...identity] }
    })
    const identity = Float32Array.from(piece.identity ?? [])
    characters.push({ file, seconds: piece.seconds, identity })
  }

  const frames: DrawnStory['frames'][number][] = []
  for (const [i, { prompt, ownPrompts }] of story.frames.entries()) {
    const file = join(folder, `frame-${number(i)}.png`)
    const template = join(folder, `template-${number(i)}.png`)
    const request = {
      prompt,
      characters: characters.map(({ identity }, k) => ({
        prompt: ownPrompts[k],
        classWord: story.characters[k].classWord,
        identity,
      })),
      seed: seedOf(seed, story.name, i),
      ...variant.frame,
    }
    const key = keyOf(bundle, {
      ...request,
      characters: request.characters.map((one) => ({ ...one, identity: [...one.identity] })),
    })
    const piece = await doPiece(`frame-${number(i)}`, key, [file, template], async () => {
      const start = performance.now()
      try {
        const drawn = await drawStoryFrame({ ...request, model })
        const seconds = (performance.now() - start) / 1000
        await writeFile(file, await toPng(drawn.image))
        await writeFile(template, await toPng(drawn.template))
        return { seconds }
      } catch (error) {
        if (!(error instanceof LayoutError)) throw error
        return { seconds: (performance.now() - start) / 1000, failure: error.message }
      }
    })
    frames.push({ file, template, seconds: piece.seconds, failure: piece.failure })
  }
  return { story, folder, characters, frames }
}
