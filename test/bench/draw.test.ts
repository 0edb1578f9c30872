import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawStory } from '../../bench/stories/draw.ts'
import { readPicture } from '../../bench/stories/pictures.ts'
import { fakeModel } from '../fakes/networks.ts'

let out: string
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'draw-'))
})
afterAll(() => rm(out, { recursive: true }))

const man = { classWord: 'man', description: 'a man' }
const story = {
  name: 'multi-2/story_000',
  characters: [man, man],
  frames: [
    { prompt: 'a man and a man in a forest', ownPrompts: ['a man', 'a man'] },
    { prompt: 'a man and a man', ownPrompts: ['a man', 'a man'] },
  ],
}
const variant = {
  name: 'full',
  discovery: { portraits: 4, steps: 2 },
  frame: { steps: 3, startStep: 2 },
}

/** Whether each piece was drawn, in order: two characters, two frames. */
async function run(bundle: string, startStep: number) {
  const drawn: boolean[] = []
  const frame = { ...variant.frame, startStep }
  const request = {
    model: fakeModel(),
    bundle,
    story,
    variant: { ...variant, frame },
    seed: 1,
    out,
  }
  await drawStory({ ...request, onPiece: (one) => drawn.push(one) })
  return drawn
}

test('only what is not there already is drawn', async () => {
  expect(await run('a', 2)).toEqual([true, true, true, true])
  expect(await run('a', 2)).toEqual([false, false, false, false])
  await rm(join(out, 'full/multi-2-story_000/template-01.png'))
  expect(await run('a', 2)).toEqual([false, false, false, true])
  expect(await run('a', 3)).toEqual([false, false, true, true])
  expect(await run('b', 3)).toEqual([true, true, true, true])
})

test('two characters of one description are two people', async () => {
  const request = { model: fakeModel(), bundle: 'a', story, variant, seed: 1, out }
  const { characters } = await drawStory({ ...request, onPiece: () => {} })
  const [first, second] = await Promise.all(characters.map(({ file }) => readPicture(file)))
  expect(first.data).not.toEqual(second.data)
})
