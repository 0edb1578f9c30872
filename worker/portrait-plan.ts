import type { Manifest } from '../models/bundles/format.ts'
import type { PortraitPlan } from '../story/ports/discoveries.ts'

/** A portrait as it was published: 50 steps at 1024 px, in steps times pixels. */
const published = 50 * 1024 ** 2
/** So many of those fill a call of a denoiser, and are a fair turn for a worker. */
const turn = 8

/**
 * How a model's portraits are shared out. Unless somebody says how many are drawn at a time, as many as
 * cost what eight portraits of SDXL as published do, in whole calls of eight: all of what is quick.
 */
export function portraitPlan(
  { name, version, image, defaults: { discovery } }: Manifest,
  perBatch?: number,
): PortraitPlan {
  const { width, height } = discovery.image ?? image
  const asMuch = (turn * published) / (discovery.steps * width * height)
  return {
    model: `${name} ${version}`,
    portraits: discovery.portraits,
    perBatch: perBatch ?? turn * Math.ceil(asMuch / turn),
  }
}
