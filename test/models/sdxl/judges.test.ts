/** The judges of a bundle of SDXL's family say what transformers' CLIP and the published recogniser say. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Judges, openJudges } from '../../../models/bundles/judges.ts'
import { readManifest } from '../../../models/bundles/manifest.ts'
import { slice } from '../../../models/math/tensor.ts'
import { preparePicture } from '../../../models/networks/picture-input.ts'
import { bundleDir, cases, difference, pictureOf, readGolden } from './goldens.ts'

const golden = readGolden('judges')
const picture = pictureOf(readGolden('networks').picture)
const options = { threads: 1 }
const manifest = await readManifest(bundleDir)

describe('judges', () => {
  let judges: Judges
  beforeAll(async () => {
    judges = await openJudges(bundleDir, manifest, options)
  })
  afterAll(() => judges.close())

  test('a text is what CLIP makes of it, whatever the padding', async () => {
    const embedded = await judges.texts.embed(cases.texts)
    expect(difference(embedded, golden.text_embeddings)).toBeLessThan(1e-4)
    const [first, second] = [0, 1].map((row) => slice(embedded, row, row + 1))
    expect(difference(first!, second!)).toBeGreaterThan(1e-2)
  })

  test('a picture is prepared as CLIP wants it, and is what CLIP makes of it', async () => {
    const { input } = manifest.judges!.imageScorer
    expect(difference(preparePicture(picture, input!), golden.scorer_pixels)).toBeLessThan(1e-6)
    const embedding = await judges.images.embed(picture)
    expect(difference(embedding, golden.image_embedding)).toBeLessThan(1e-4)
    expect(Math.hypot(...embedding.data)).toBeCloseTo(1, 5)
  })

  test('a face is what the recogniser makes of it, at the length 1', async () => {
    expect(judges.recogniser.side).toBe(112)
    const embedding = await judges.recogniser.embed(pictureOf(golden.face))
    expect(difference(embedding, golden.face_embedding)).toBeLessThan(1e-4)
  })
})
