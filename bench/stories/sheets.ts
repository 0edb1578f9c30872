/** Contact sheets: what was drawn, at a glance. */

import sharp from 'sharp'
import type { DrawnStory } from './draw.ts'

const GAP = 6

/** Rows of picture files (undefined: an empty tile) as one PNG; tiles are `side` pixels. */
export async function writeSheet(
  rows: readonly (readonly (string | undefined)[])[],
  file: string,
  side = 192,
): Promise<void> {
  const step = side + GAP
  const tiles = await Promise.all(
    rows.flatMap((row, y) =>
      row.map(async (picture, x) =>
        picture === undefined
          ? undefined
          : {
              input: await sharp(picture).resize(side, side).png().toBuffer(),
              left: GAP + x * step,
              top: GAP + y * step,
            },
      ),
    ),
  )
  const width = GAP + step * Math.max(...rows.map((row) => row.length))
  await sharp({
    create: { width, height: GAP + step * rows.length, channels: 3, background: '#ffffff' },
  })
    .composite(tiles.filter((tile) => tile !== undefined))
    .png({ palette: true })
    .toFile(file)
}

/** The portraits; below them the frames, and below each its template. */
export function storyRows({ characters, frames }: DrawnStory, wide = 5): (string | undefined)[][] {
  const rows: (string | undefined)[][] = [characters.map((character) => character.file)]
  for (let from = 0; from < frames.length; from += wide) {
    const some = frames.slice(from, from + wide)
    const drawn = (file: string, failure: string | undefined) =>
      failure === undefined ? file : undefined
    rows.push(some.map(({ file, failure }) => drawn(file, failure)))
    rows.push(some.map(({ template, failure }) => drawn(template, failure)))
  }
  return rows
}

/** One story a row: its portraits, then its frames. */
export const overviewRow = ({ characters, frames }: DrawnStory, wide: number) => {
  const portraits: (string | undefined)[] = characters.map((character) => character.file)
  while (portraits.length < wide) portraits.push(undefined)
  return [
    ...portraits,
    ...frames.map(({ file, failure }) => (failure === undefined ? file : undefined)),
  ]
}
