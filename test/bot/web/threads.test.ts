import { expect, test } from 'vitest'
import { memoryFrameStore } from '../../fakes/memory-frame-store.ts'
import { drawnStory, webWorld } from './web-world.ts'

test('a drawn frame is shown with everything that the page tells of it', async () => {
  const world = await webWorld()
  const { frame, character } = await drawnStory(world)
  const view = await world.thread()
  expect(view.frames).toMatchObject([
    {
      id: frame,
      state: 'drawn',
      prompt: 'Mira in a library',
      cast: [{ id: character, name: 'Mira' }],
      author: 'Nora',
      position: 1,
      number: 1,
      episode: 1,
      story: 'The lighthouse',
      image: `/frames/${frame}.png`,
      template: `/frames/${frame}/template.png`,
      problem: null,
      progress: null,
    },
  ])
  expect(view.characters[0]).toMatchObject({ name: 'Mira', state: 'ready', problem: null })
  expect(view.story).toMatchObject({ title: 'The lighthouse', episode: 1 })
  const { threads } = JSON.parse(await (await world.get('/api/threads')).text())
  expect(threads).toMatchObject([{ thread: 't', title: 'The lighthouse' }])
})

test('pictures are served by id, and again only when they changed', async () => {
  const world = await webWorld()
  const { frame, character } = await drawnStory(world)
  const portrait = (await world.thread()).characters[0].portrait
  expect(portrait).toContain(character)
  for (const [path, last] of [
    [`/frames/${frame}.png`, 2],
    [`/frames/${frame}/template.png`, 3],
    [portrait, 1],
  ] as const) {
    const response = await world.get(path)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0x89, last]))
    const again = await world.get(path, { 'if-none-match': response.headers.get('etag')! })
    expect(again.status).toBe(304)
  }
  expect((await world.get('/frames/nobody.png')).status).toBe(404)
})

test('where browsers can fetch pictures by themselves they are sent there', async () => {
  const origin = 'https://pictures.example.org'
  const direct = { origin, addressOf: async (key: string) => `${origin}/${key}?signed` }
  const world = await webWorld({ pictures: { ...memoryFrameStore(), direct } })
  const { frame } = await drawnStory(world)
  const response = await world.get(`/frames/${frame}.png`)
  expect(response.status).toBe(302)
  expect(response.headers.get('location')).toBe(`${origin}/frames/${frame}.png?signed`)
  expect(response.headers.get('content-security-policy')).toContain(
    `img-src 'self' data: ${origin};`,
  )
  expect((await world.get('/frames/nobody.png')).status).toBe(404)
})

test('nothing of another workspace is reached with its ids', async () => {
  const world = await webWorld()
  const other = await world.store.tenant('discord', 'g1')
  const author = { id: 'u', name: 'U' }
  const add = { tenantId: other.id, name: 'Zoe', description: 'a woman', classWord: 'woman' }
  const { id } = await world.store.characters.add({
    ...add,
    seed: 1,
    author,
    threadId: 'discord:g1:c1',
  })
  await world.pictures.put('characters/zoe.png', new Uint8Array([1]))
  const identity = {
    embedding: new Float32Array(1),
    encoder: 'e',
    cohesion: 1,
    portraits: 1,
    survivors: [0],
  }
  await world.store.characters.discovered(id, 1, identity, 'characters/zoe.png')
  expect((await world.get(`/characters/${id}.png`)).status).toBe(404)
  expect((await world.thread()).characters).toEqual([])
})

test('a frame under way shows its line and its progress, and can be cancelled', async () => {
  const world = await webWorld()
  await drawnStory(world)
  const ids: string[] = []
  for (const place of ['park', 'garden']) {
    const { body } = await world.say(`/story next Mira in a ${place}`)
    ids.push(body.reply.made.frameId)
  }
  await world.store.frames.releaseDue()
  expect((await world.thread()).frames.at(1)).toMatchObject({ state: 'queued', ahead: 0 })
  await world.store.frames.claim(ids[0]!)
  const preview = new Uint8Array([0x89, 9])
  await world.store.progress.set(ids[0]!, { phase: 'template', step: 3, steps: 9, preview })
  expect((await world.thread()).frames.at(1).progress).toMatchObject({
    phase: 'template',
    step: 3,
    steps: 9,
    preview: 'data:image/png;base64,iQk=',
  })
  const response = await world.post(`/api/frames/${ids[0]}/cancel`, {})
  expect(JSON.parse(await response.text())).toEqual({ cancelled: true })
  const again = await world.post(`/api/frames/${ids[0]}/cancel`, {})
  expect(JSON.parse(await again.text())).toEqual({ cancelled: false })
  expect((await world.post('/api/frames/none/cancel', {})).status).toBe(404)
  expect((await world.thread()).frames).toHaveLength(2)
})
