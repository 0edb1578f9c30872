/** What is drawn where speed is measured: the same people, found whatever the template shows. */

import type { Model } from '../models/pipelines/model.ts'

export const people = [
  'young woman with long red hair',
  'old man with a gray beard',
  'boy with black hair',
]
export const classWords = ['woman', 'man', 'boy']

/** A prompt of the first `count` people. */
export const scenePrompt = (count: number): string =>
  count === 0 ? 'a park' : `a ${people.slice(0, count).join(' and a ')} in a park`

/**
 * The same model, with `count` people found in upright bands whatever the template shows: speed
 * must not hang on how lucky a seed is. The layout network runs all the same.
 */
export function withPeople(model: Model, count: number): Model {
  const { width, height } = model.manifest.image
  const bands = Array.from({ length: count }, (_, k) => ({
    score: 1,
    head: { x: (width * (k + 0.5)) / count, y: height / 3, width: width / 5 },
    mask: {
      width,
      height,
      data: Uint8Array.from({ length: width * height }, (_, i) =>
        Math.floor(((i % width) * count) / width) === k ? 1 : 0,
      ),
    },
  }))
  const layout: Model['networks']['layout'] = {
    async find(image, words) {
      await model.networks.layout.find(image, words)
      return bands
    },
  }
  return { ...model, networks: { ...model.networks, layout } }
}
