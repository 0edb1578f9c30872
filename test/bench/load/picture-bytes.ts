import { join } from 'node:path'
import { openBundle } from '../../../models/bundles/bundle.ts'
import { bundleArtist } from '../../../worker/artist.ts'

const prompts = [
  'a park',
  'a beach at night',
  'a kitchen in the morning',
  'a street in the rain',
  'a library',
]

export interface PictureBytes {
  readonly bundle: string
  /** A frame and its template, both kept, mean. */
  readonly perFrame: number
}

/** What storybook's pictures take in the frame store: scenes, drawn as a worker draws them. */
export async function measurePictures(): Promise<PictureBytes> {
  const folder = join(import.meta.dirname, '../../../models/bundles/storybook')
  const bundle = await openBundle(folder, { threads: 1 })
  const artist = bundleArtist(bundle)
  let total = 0
  try {
    for (const [seed, prompt] of prompts.entries()) {
      const request = {
        frameId: `${seed}`,
        title: prompt,
        prompt,
        characters: [],
        seed,
        pose: undefined,
      }
      const hooks = { onProgress: () => {}, signal: new AbortController().signal }
      const { image, template } = await artist.draw(request, hooks)
      total += image.length + template.length
    }
  } finally {
    await artist.close()
  }
  const { name, version } = bundle.manifest
  return { bundle: `${name} ${version}`, perFrame: total / prompts.length }
}
