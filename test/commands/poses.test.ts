import { expect, test } from 'vitest'
import { keepPose } from '../../story/poses.ts'
import { memoryStore } from '../fakes/memory-store.ts'
import { mira, smallLanguage, tomas, world } from './world.ts'

const id = '00c0ffee0001'

/** A story with Mira, and the picture of a pose that somebody attached. */
async function told(here = world()) {
  await here.tell(mira, tomas, '/story start A day in the park')
  const tenantId = (await here.home()).id
  await keepPose(here.store, here.pictures, { tenantId, id, png: new Uint8Array([1]) })
  return { ...here, key: `poses/${tenantId}/${id}.png` }
}

test('a frame takes the picture; redoing and editing keep it, the next frame does not', async () => {
  const here = await told()
  await here.ready('Mira')
  await here.tell(`/story next Mira sits in a park pose:${id}`)
  await here.draw()
  await here.tell('/story redo 1', '/story edit Mira walks in a park frame:1')
  await here.tell('/story next Mira sits', '/story continue')
  await here.tell('/story next Mira walks')
  const poses = (await here.frames()).map(({ prompt, pose }) => [prompt, pose])
  expect(poses).toEqual([
    ['Mira sits in a park', here.key],
    ['Mira sits in a park', here.key],
    ['Mira walks in a park', here.key],
    ['Mira sits', undefined],
    ['Mira walks', undefined],
  ])
  expect(await here.pictures.get(here.key)).toBeDefined()
  const info = await here.say('/story info 1')
  expect(info.text).toMatch(
    /people standing as in the picture that was attached|waits for its turn/,
  )
})

test('with a story its poses are deleted too', async () => {
  const here = await told()
  await here.tell(`/story next Mira sits pose:${id}`)
  const { choices } = await here.say('/story delete')
  await here.tell(choices[0]!.command)
  expect(await here.pictures.get(here.key)).toBeUndefined()
})

test('all candidates of a vote have the pose', async () => {
  const here = await told()
  await here.tell('/story start A choice mode:vote', `/story next Mira sits pose:${id}`)
  const poses = (await here.frames()).map(({ pose }) => pose)
  expect(poses).toEqual([here.key, here.key, here.key])
})

test.each([
  ['pose:arms up', 'bad-command', 'must be an attached picture'],
  ['pose:00c0ffee0002', 'no-picture', 'attach it again'],
])('%s is refused in a sentence, and nothing is queued', async (written, code, words) => {
  const here = await told()
  const { error, text } = await here.say(`/story next Mira sits ${written}`)
  expect(error?.code).toBe(code)
  expect(text).toContain(words)
  expect(await here.frames()).toEqual([])
})

test('a colon inside quotes is no option', async () => {
  const here = await told()
  await here.tell('/story next "Mira sits in a pose: in a park"')
  expect((await here.frames())[0]?.pose).toBeUndefined()
})

test('a picture of another workspace is nowhere', async () => {
  const here = await told()
  const foreign = { threadId: 'web:away:park' }
  await here.say(mira, foreign)
  await here.say('/story start Away', foreign)
  const { error } = await here.say(`/story next Mira sits pose:${id}`, foreign)
  expect(error?.code).toBe('no-picture')
  expect((await here.say(`/story next Mira sits pose:${id}`)).error).toBeUndefined()
})

test('a model without a ControlNet says so before anything is counted or queued', async () => {
  const plain = { ...smallLanguage, drawsPoses: false }
  const here = await told(world(memoryStore(), plain))
  const { error, text } = await here.say(`/story next Mira sits pose:${id}`)
  expect([error?.code, text]).toEqual([
    'cannot-draw',
    'storybook, the model that draws here, draws no poses: only one with a ControlNet does.',
  ])
  expect(await here.frames()).toEqual([])
  await here.tell('/story next Mira sits')
  expect(await here.frames()).toHaveLength(1)
})

test('a posed frame is not drawn again by a model that draws no poses', async () => {
  const here = await told()
  await here.ready('Mira')
  await here.tell(`/story next Mira sits pose:${id}`)
  await here.draw()
  const plain = world(here.store, { ...smallLanguage, drawsPoses: false })
  for (const said of ['/story redo 1', '/story edit Mira walks frame:1']) {
    expect((await plain.say(said, { sourceId: said })).text).toContain('draws no poses')
  }
})
