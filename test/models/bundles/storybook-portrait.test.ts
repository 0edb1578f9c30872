/** The portrait that people see, as the embedded bundle draws it: the face of the frames. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt } from '../../../bench/stories/look.ts'
import { cosine } from '../../../bench/stories/metrics.ts'
import { type Bundle, openBundle } from '../../../models/bundles/bundle.ts'
import { type Judges, openJudges } from '../../../models/bundles/judges.ts'
import type { Tensor } from '../../../models/math/tensor.ts'
import { discoverCharacter } from '../../../models/pipelines/identity-discovery.ts'
import { drawIdentityPortrait } from '../../../models/pipelines/identity-portrait.ts'
import { drawStoryFrame } from '../../../models/pipelines/story-frame.ts'

const dir = 'models/bundles/storybook'
const options = { threads: 2 }
const classWord = 'man'

let bundle: Bundle
let judges: Judges
beforeAll(async () => {
  bundle = await openBundle(dir, options)
  judges = await openJudges(dir, bundle.manifest, options)
})
afterAll(async () => {
  await judges.close()
  await bundle.close()
})

async function faceIn(picture: Tensor): Promise<Float32Array> {
  const [person] = await lookAt(picture, [classWord], bundle.networks.layout, judges)
  return person!.face
}

// Of this seed's portraits even the nearest to the identity is somebody else to the recogniser.
test('a frame shows whom the portrait shows, where the nearest survivor shows another', async () => {
  const request = { description: 'an old man with a beard', classWord, seed: 47527 }
  const { networks } = bundle
  const pictures: Tensor[] = []
  const decode: typeof networks.decoder.decode = async (latents) => {
    const picture = await networks.decoder.decode(latents)
    pictures.push(picture)
    return picture
  }
  const model = { ...bundle, networks: { ...networks, decoder: { decode } } }
  const found = await discoverCharacter({ ...request, model, portraits: 12 })
  const { identity, chosen: index } = found
  const { portrait } = await drawIdentityPortrait({ ...request, model: bundle, identity, index })
  const prompt = `${request.description} in a park`
  const characters = [{ prompt, classWord, identity }]
  const frame = await drawStoryFrame({ model: bundle, prompt, characters, seed: 5 })

  const face = await faceIn(frame.image)
  expect(cosine(await faceIn(portrait), face)).toBeGreaterThan(0.9)
  expect(cosine(await faceIn(pictures[index]), face)).toBeLessThan(0.8)
})
