import { expect, test } from 'vitest'
import { discoverIdentity } from '../../worker/handlers/discover-identity.ts'
import { drawFrame } from '../../worker/handlers/draw-frame.ts'
import type { Workshop } from '../../worker/handlers/workshop.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { openScene, running, threadId } from './scene.ts'

const slow = { artist: fakeArtist({ stepMs: 20, steps: 50 }) }

/** A scene whose only character is ready. */
async function readyScene(change: Partial<Workshop> = {}) {
  const scene = await openScene(change)
  await discoverIdentity(
    { characterId: scene.mira.id },
    { ...scene.workshop, artist: fakeArtist() },
    running,
  )
  return scene
}

/** Until the first step of a frame has been reported. */
async function begun({ store }: Pick<Workshop, 'store'>, id: string): Promise<void> {
  while ((await store.progress.get(id)) === undefined) await new Promise((go) => setTimeout(go, 5))
}

test('a frame is drawn, kept, and to be delivered', async () => {
  const { workshop, next, frame, frames, changes, store } = await readyScene()
  const { id } = await next('Mira in a park')
  await drawFrame(id, workshop, running)
  const drawn = await frame(id)
  expect(drawn).toMatchObject({ state: 'drawn', settings: { bundle: 'fake 1' } })
  expect(await frames.get(drawn.image!)).toBeDefined()
  expect(await frames.get(drawn.template!)).toBeDefined()
  expect(await store.progress.get(id)).toBeUndefined()
  expect(changes.published.at(-1)).toEqual({ kind: 'delivery', id, threadId })
})

test('the next frame of the episode is rung for once this one is drawn', async () => {
  const { workshop, next, queue } = await readyScene()
  const first = await next('Mira in a park')
  const second = await next('Mira in a library')
  expect(queue.jobs).not.toContainEqual({ kind: 'draw-frame', frameId: second.id })
  await drawFrame(first.id, workshop, running)
  expect(queue.jobs).toContainEqual({ kind: 'draw-frame', frameId: second.id })
})

test('the artist reads descriptions, and the recipe the words of the person', async () => {
  const asked: unknown[] = []
  const artist: Workshop['artist'] = {
    ...fakeArtist(),
    draw: (request, hooks) => {
      asked.push(request)
      return fakeArtist().draw(request, hooks)
    },
  }
  const { workshop, next } = await readyScene({ artist })
  const { id } = await next('Mira in a park')
  await drawFrame(id, workshop, running)
  expect(asked).toMatchObject([
    {
      title: 'Mira in a park',
      prompt: 'a young woman with red hair in a park',
      characters: [{ name: 'Mira', prompt: 'a young woman with red hair', classWord: 'woman' }],
      seed: 11,
    },
  ])
})

test('cancelling stops the drawing in the middle', async () => {
  const { workshop, next, frame, frames, changes, store, tenantId } = await readyScene(slow)
  const { id } = await next('Mira in a park')
  const portraits = frames.keys
  const drawing = drawFrame(id, workshop, running)
  await begun(workshop, id)
  await store.frames.cancel(tenantId, id)
  // As a command does.
  await changes.publish({ kind: 'command', id: 'c', threadId })
  const cancelledAt = Date.now()
  await drawing
  expect(Date.now() - cancelledAt).toBeLessThan(1000)
  expect((await frame(id)).state).toBe('cancelled')
  expect(frames.keys).toEqual(portraits)
  expect(await store.progress.get(id)).toBeUndefined()
})

test('deleting the story stops the drawing in the middle, and leaves no file', async () => {
  const { workshop, next, frames, changes, store, story, tenantId } = await readyScene(slow)
  const { id } = await next('Mira in a park')
  const portraits = frames.keys
  const drawing = drawFrame(id, workshop, running)
  await begun(workshop, id)
  await store.stories.remove(tenantId, story.id)
  await changes.publish({ kind: 'frame', id, threadId })
  await drawing
  expect(frames.keys).toEqual(portraits)
  expect(await store.progress.get(id)).toBeUndefined()
})

test('a frame that was drawn when its story was deleted leaves no file', async () => {
  const { workshop, next, frames, store, story, tenantId } = await readyScene()
  const { id } = await next('Mira in a park')
  const portraits = frames.keys
  const artist: Workshop['artist'] = {
    ...fakeArtist(),
    async draw(request, hooks) {
      const drawing = await fakeArtist().draw(request, hooks)
      await store.stories.remove(tenantId, story.id)
      return drawing
    },
  }
  await drawFrame(id, { ...workshop, artist }, running)
  expect(frames.keys).toEqual(portraits)
})

test('a worker that closes stops, and the frame stays to be drawn', async () => {
  const { workshop, next, frame } = await readyScene(slow)
  const { id } = await next('Mira in a park')
  const closing = new AbortController()
  const drawing = drawFrame(id, workshop, closing.signal)
  await begun(workshop, id)
  closing.abort(new Error('the worker is closing'))
  await expect(drawing).rejects.toThrow('the worker is closing')
  expect((await frame(id)).state).toBe('drawing')
  await drawFrame(id, { ...workshop, artist: fakeArtist() }, running)
  expect((await frame(id)).state).toBe('drawn')
})

test('of two workers on one frame the later claim wins, and no file is left over', async () => {
  const { workshop, next, frame, frames, store } = await readyScene()
  const { id } = await next('Mira in a park')
  const before = frames.keys.length
  const blocked = drawFrame(id, { ...workshop, artist: fakeArtist({ stepMs: 20 }) }, running)
  await begun(workshop, id)
  await drawFrame(id, workshop, running)
  await blocked
  expect((await frame(id)).image).toBe(`frames/${id}/2.png`)
  expect(frames.keys).toHaveLength(before + 2)
  let delivered = 0
  for (;;) {
    const delivery = await store.deliveries.claimNext('web')
    if (delivery === undefined) break
    await store.deliveries.sent(delivery.id, undefined)
    if (delivery.frameId === id) delivered += 1
  }
  expect(delivered).toBe(1)
})

test('who cannot be placed fails with a sentence, a full disk as well', async () => {
  const { workshop, next, frame, frames } = await readyScene()
  const first = await next('Mira and nobody')
  await drawFrame(first.id, workshop, running)
  expect((await frame(first.id)).problem).toBe('I could not draw nobody.')
  frames.setFull(true)
  const second = await next('Mira in a park')
  await drawFrame(second.id, workshop, running)
  expect((await frame(second.id)).problem).toMatch(/no room/)
})

test('progress is written at most four times a second, previews stay', async () => {
  const { workshop, next, changes } = await readyScene(slow)
  const { id } = await next('Mira in a park')
  const startedAt = Date.now()
  await drawFrame(id, workshop, running)
  const seconds = (Date.now() - startedAt) / 1000
  const reports = changes.published.filter((change) => change.kind === 'progress')
  expect(reports.length).toBeGreaterThan(seconds)
  expect(reports.length).toBeLessThanOrEqual(seconds * 4 + 2)
})

test('the artist gets the picture of the pose, and without it nothing is drawn', async () => {
  const poses: (Uint8Array | undefined)[] = []
  const artist: Workshop['artist'] = {
    ...fakeArtist(),
    draw: (request, hooks) => {
      poses.push(request.pose)
      return fakeArtist().draw(request, hooks)
    },
  }
  const { workshop, next, frame, frames } = await readyScene({ artist })
  await frames.put('poses/t/1.png', Uint8Array.of(1, 2, 3))
  const posed = await next('Mira in a park', 'poses/t/1.png')
  const plain = await next('Mira in a library')
  const lost = await next('Mira by a lake', 'poses/t/2.png')
  for (const { id } of [posed, plain, lost]) await drawFrame(id, workshop, running)
  expect(poses).toEqual([Uint8Array.of(1, 2, 3), undefined])
  expect(await frame(lost.id)).toMatchObject({
    state: 'failed',
    problem: 'The picture of its pose is gone. Tell it again with another.',
  })
})

test('a frame that another pool is to draw is left to it', async () => {
  const { workshop, next, frame } = await readyScene()
  const { id } = await next('Mira in a park')
  await drawFrame(id, { ...workshop, pool: 'grand' }, running)
  expect((await frame(id)).state).toBe('queued')
})
