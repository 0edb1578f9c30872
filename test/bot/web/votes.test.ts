import { expect, test } from 'vitest'
import { conduct } from '../../../story/conduct.ts'
import { drawnStory, webWorld } from './web-world.ts'

const settings = { bundle: 'b', sampler: 'euler', steps: 1, guidanceScale: 1, startStep: 1 }

test('candidates stand as frames of one number until one is chosen, and its votes are told', async () => {
  const world = await webWorld()
  await drawnStory(world)
  const { store, queue } = world
  await world.say('/story start A vote mode:vote')
  await world.say('/story next Mira in a park')
  const later = (minutes: number) => conduct(store, queue, new Date(Date.now() + minutes * 60_000))
  const candidates = async () => (await world.thread()).frames.slice(1)
  expect((await world.thread()).votes).toEqual([
    { number: 1, author: 'Nora', minutes: 10, closesAt: null, votes: 0 },
  ])
  for (const { id } of await candidates()) {
    const { token } = (await store.frames.claim(id))!
    await store.frames.drawn(id, token, { image: id, template: id, settings, timings: {} })
  }
  await later(0)
  expect(await candidates()).toMatchObject([
    { number: 1, candidate: 'A', chosen: null, state: 'drawn' },
    { number: 1, candidate: 'B', chosen: null },
    { number: 1, candidate: 'C', chosen: null },
  ])
  const [, b] = await candidates()
  await world.say(`/story vote frame:${b.id}`)
  await world.say('/story vote A', { user: 'Ben' })
  await world.say('/story vote B', { user: 'Cy' })
  const { votes, story } = await world.thread()
  expect(votes).toMatchObject([{ votes: 3, closesAt: expect.stringMatching(/Z$/) }])
  expect(story).toMatchObject({ mode: 'vote', minutes: 10 })
  await later(11)
  expect((await world.thread()).votes).toEqual([])
  expect(await candidates()).toMatchObject([
    { id: b.id, number: 1, candidate: null, chosen: 'with 2 of 3 votes' },
  ])
  await world.say('/story redo 1')
  const redo = (await candidates()).at(-1)
  expect(redo).toMatchObject({ number: 1, chosen: 'with 2 of 3 votes' })
})
