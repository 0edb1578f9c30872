import { afterEach, expect, test } from 'vitest'
import type { DrawRequest, Progress } from '../../story/artist.ts'
import { UserError } from '../../story/errors.ts'
import { openInference } from '../../worker/inference.ts'
import { openLog } from '../../worker/log.ts'
import { ModelProcessDied, type ModelProcessOptions } from '../../worker/model-process.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { discover } from '../fakes/discover.ts'

const script = new URL('./model-process.main.ts', import.meta.url)
const opened: { close(): Promise<void> }[] = []

function open(options: Partial<ModelProcessOptions> = {}) {
  const log = openLog({ name: 'test', level: 'silent' })
  const inference = openInference({ script, args: [], log, ...options })
  opened.push(inference)
  return inference
}

const request = (title: string, prompt = 'a woman in a park'): DrawRequest => ({
  frameId: 'f1',
  title,
  prompt,
  characters: [
    {
      name: 'Mira',
      prompt: 'a woman',
      classWord: 'woman',
      identity: {
        embedding: new Float32Array([0.5, -1]),
        encoder: 'fake',
        cohesion: 1,
        portraits: 1,
        survivors: [0],
      },
    },
  ],
  seed: 7,
  pose: undefined,
})

const unhurried = { onProgress: () => undefined, signal: new AbortController().signal }

afterEach(async () => {
  await Promise.all(opened.splice(0).map((inference) => inference.close()))
})

test('draws in the process what the artist draws here, and tells every step', async () => {
  const steps: Progress[] = []
  const hooks = { ...unhurried, onProgress: (progress: Progress) => steps.push(progress) }
  const drawing = await open().draw(request('quiet'), hooks)
  const here = await fakeArtist().draw(request('quiet'), unhurried)
  expect(new Uint8Array(drawing.image)).toEqual(new Uint8Array(here.image))
  expect(drawing.settings).toEqual(here.settings)
  expect(steps.map(({ step }) => step)).toEqual([1, 1, 2, 3, 4, 1, 2, 3, 4])
  expect(steps.at(-1)?.preview?.byteLength).toBeGreaterThan(50)
})

test('an identity crosses as the numbers that it is', async () => {
  const wanted = { description: 'a man', classWord: 'man', seed: 3 }
  const { identity } = await discover(open(), wanted, unhurried)
  expect(identity.embedding).toBeInstanceOf(Float32Array)
  expect(identity).toEqual((await discover(fakeArtist(), wanted, unhurried)).identity)
})

test('a process that dies fails its request with an ordinary error, the next one is drawn', async () => {
  const inference = open()
  await expect(inference.draw(request('die'), unhurried)).rejects.toThrow(/died \(exit code 3\)/)
  await expect(inference.draw(request('quiet'), unhurried)).resolves.toHaveProperty('image')
})

test('a process that hangs is killed, the next request is drawn', async () => {
  const inference = open({ silenceMs: 500 })
  await expect(inference.draw(request('hang'), unhurried)).rejects.toThrow(/silent for 0.5 s/)
  await expect(inference.draw(request('quiet'), unhurried)).resolves.toHaveProperty('image')
})

test('a UserError crosses with its code', async () => {
  const drawn = open().draw(request('quiet', 'nobody at all'), unhurried)
  await expect(drawn).rejects.toBeInstanceOf(UserError)
  await expect(drawn).rejects.toMatchObject({ code: 'cannot-draw' })
})

test('an abort stops the request at its next step and keeps the process', async () => {
  const inference = open()
  const stop = new AbortController()
  const hooks = { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) }
  await expect(inference.draw(request('quiet'), hooks)).rejects.toThrow('enough')
  await expect(inference.draw(request('quiet'), unhurried)).resolves.toHaveProperty('image')
})

test('a process that does not stop is killed after the grace', async () => {
  const inference = open({ graceMs: 200 })
  const stop = new AbortController()
  const hooks = { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) }
  await expect(inference.draw(request('deaf'), hooks)).rejects.toThrow('enough')
  await expect(inference.draw(request('quiet'), unhurried)).resolves.toHaveProperty('image')
})

test('requests stand in line', async () => {
  const inference = open()
  const order: string[] = []
  const draw = async (name: string) => {
    await inference.draw(request(name), { ...unhurried, onProgress: () => order.push(name) })
  }
  await Promise.all([draw('first'), draw('second')])
  expect(order).toEqual([...Array(9).fill('first'), ...Array(9).fill('second')])
})

test('a broken bundle is told when warming up', async () => {
  const error = await open({ args: ['broken'] })
    .warm()
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ message: 'the bundle is damaged' })
  expect(error).not.toBeInstanceOf(ModelProcessDied)
})

test('a process that is killed while it warms up says nothing against the bundle', async () => {
  await expect(open({ args: ['killed'] }).warm()).rejects.toThrow(ModelProcessDied)
})
