import type { Bundle } from '../models/bundles/bundle.ts'
import { zeros } from '../models/math/tensor.ts'
import { discoverCharacter } from '../models/pipelines/identity-discovery.ts'
import type { Model } from '../models/pipelines/model.ts'
import { drawStoryFrame } from '../models/pipelines/story-frame.ts'
import { type Clock, clockedModel } from './clocked-model.ts'
import { classWords, people, scenePrompt, withPeople } from './scene.ts'

/** One measured piece of work. */
export interface Measurement {
  readonly work: string
  readonly rows: number
  readonly seconds: number
  readonly millisecondsPerRow: number
  /** Time of the whole pipeline over the time inside its networks. */
  readonly overNetworks: number
}

/** Discovers one character and draws frames of none, one, two and three people. */
export async function measureSpeed(model: Model, seed = 7): Promise<Measurement[]> {
  const { model: clocked, clock } = clockedModel(model)
  await warmUp(clocked, seed)
  const found = await discoverCharacter({ model: clocked, description: people[0], seed })
  const results = [
    await measured('a character (discovery)', clock, async () => {
      await discoverCharacter({ model: clocked, description: people[0], seed })
      return 1
    }),
  ]
  for (const count of [0, 1, 2, 3]) {
    const characters = people.slice(0, count).map((description, k) => ({
      prompt: `a ${description}`,
      classWord: classWords[k],
      identity: found.identity,
    }))
    const prompt = scenePrompt(count)
    const drawn = withPeople(clocked, count)
    const draw = async () =>
      (await drawStoryFrame({ model: drawn, prompt, characters, seed })).draws
    // The first frame of its kind is compiled as it runs: not what a story costs.
    await draw()
    const who = count === 1 ? 'person' : 'people'
    results.push(await measured(`a frame of ${count} ${who}`, clock, draw))
  }
  return results
}

/** Seconds to enlarge a picture to what people see, the median of five; undefined where nothing does. */
export async function measureEnlarging({
  manifest: { image },
  upscaler,
}: Pick<Bundle, 'manifest' | 'upscaler'>): Promise<number | undefined> {
  if (upscaler === undefined) return undefined
  const picture = zeros([1, 3, image.height, image.width])
  await upscaler.upscale(picture)
  const seconds: number[] = []
  for (let time = 0; time < 5; time++) {
    const start = performance.now()
    await upscaler.upscale(picture)
    seconds.push((performance.now() - start) / 1000)
  }
  return seconds.sort((a, b) => a - b)[2]
}

/** The first run of a session plans its memory: not what a story costs. */
const warmUp = (model: Model, seed: number) =>
  drawStoryFrame({ model, prompt: 'a park', characters: [], seed, steps: 2 })

async function measured(
  work: string,
  clock: Clock,
  run: () => Promise<number>,
): Promise<Measurement> {
  const before = { ...clock }
  const start = performance.now()
  const draws = await run()
  const total = performance.now() - start
  if (draws !== 1) throw new Error(`${work}: drawn ${draws} times, not once`)
  const rows = clock.rows - before.rows
  return {
    work,
    rows,
    seconds: total / 1000,
    millisecondsPerRow: (clock.rowMilliseconds - before.rowMilliseconds) / rows,
    overNetworks: total / (clock.milliseconds - before.milliseconds),
  }
}
