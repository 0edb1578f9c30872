/** Stories of plain squares and judges that see colours: every figure is known in advance. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { DrawnStory } from '../../bench/stories/draw.ts'
import type { Judges } from '../../models/bundles/judges.ts'
import { type Tensor, tensor } from '../../models/math/tensor.ts'
import type { Layout } from '../../models/networks/types.ts'

const SIDE = 64
const STEP = 32

/** A person is a square of one colour, white or red here; black is nobody. */
export type Colour = 'white' | 'red' | 'black'

/** The cast's squares beside each other, from left to right. */
async function writePicture(file: string, cast: readonly Colour[]): Promise<string> {
  const squares = cast.map((background, k) => ({
    input: { create: { width: STEP, height: SIDE, channels: 3 as const, background } },
    left: k * STEP,
    top: 0,
  }))
  await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: 'black' } })
    .composite(squares)
    .png()
    .toFile(file)
  return file
}

export interface DrawnFrame {
  readonly frame: readonly Colour[]
  readonly template: readonly Colour[]
}

/** A story of people described by their colours; `undefined`: a frame that failed. */
export async function drawnStory(
  folder: string,
  portraits: readonly Colour[],
  frames: readonly (DrawnFrame | undefined)[],
): Promise<DrawnStory> {
  await mkdir(folder, { recursive: true })
  const file = (name: string) => join(folder, `${name}.png`)
  return {
    folder,
    story: {
      name: 'story',
      characters: portraits.map((description) => ({ classWord: 'man', description })),
      frames: frames.map(() => ({ prompt: 'white', ownPrompts: portraits })),
    },
    characters: await Promise.all(
      portraits.map(async (colour, k) => ({
        file: await writePicture(file(`character-${k}`), [colour]),
        seconds: 10,
      })),
    ),
    frames: await Promise.all(
      frames.map(async (drawn, i) => ({
        file: drawn ? await writePicture(file(`frame-${i}`), drawn.frame) : file('none'),
        template: drawn ? await writePicture(file(`template-${i}`), drawn.template) : file('none'),
        seconds: 3,
        failure: drawn ? undefined : 'found no man',
      })),
    ),
  }
}

/** The k-th person's square; nobody where it is black. */
export const squaresLayout: Layout = {
  async find(image, classWords) {
    return classWords.map((_, k) => {
      const head = { x: k * STEP + STEP / 2, y: SIDE / 2, width: 8 }
      if (image.data[head.y * SIDE + head.x] < 0) return undefined
      const data = Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
        Math.floor((i % SIDE) / STEP) === k ? 1 : 0,
      )
      return { score: 1, head, mask: { width: SIDE, height: SIDE, data } }
    })
  },
}

/** The mean colour as a direction: cosine 1 of one colour, -1/3 of white and red. */
async function colourOf({ data, dims }: Tensor): Promise<Tensor> {
  const [rows, channels, height, width] = dims
  const area = height * width
  const means = Float32Array.from({ length: rows * channels }, (_, i) =>
    data.subarray(i * area, (i + 1) * area).reduce((sum, value) => sum + value / area, 0),
  )
  for (let row = 0; row < rows; row++) {
    const colour = means.subarray(row * channels, (row + 1) * channels)
    const length = Math.hypot(...colour)
    for (let c = 0; c < channels; c++) colour[c] /= length
  }
  return tensor(means, [rows, channels])
}

const unit = 1 / Math.sqrt(3)
const directions: Readonly<Record<string, readonly number[]>> = {
  white: [unit, unit, unit],
  red: [unit, -unit, -unit],
}

export const colourJudges: Judges = {
  recogniser: { side: 12, embed: colourOf },
  images: { embed: colourOf },
  texts: {
    embed: async (texts) =>
      tensor(Float32Array.from(texts.flatMap((text) => directions[text])), [texts.length, 3]),
  },
  close: async () => {},
}
