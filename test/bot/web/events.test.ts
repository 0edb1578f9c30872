import { expect, test } from 'vitest'
import { drawnStory, webWorld } from './web-world.ts'

/** Reads server-sent events until `enough` of them are there. */
async function read(
  response: Response,
  enough: number,
): Promise<{ event: string; data: string }[]> {
  const events: { event: string; data: string }[] = []
  let text = ''
  const reader = response.body!.getReader()
  while (events.length < enough) {
    const { value, done } = await reader.read()
    if (done) break
    text += new TextDecoder().decode(value)
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
      events.push({ event: field('event'), data: field('data') })
    }
  }
  await reader.cancel()
  return events
}

test('a page hears of its thread, with the progress of its drawings, and of nothing else', async () => {
  const world = await webWorld()
  const { frame } = await drawnStory(world)
  const foreign = await world.store.tenant('discord', 'g')
  const response = await world.get('/api/threads/t/events')
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const { changes, store } = world
  const preview = new Uint8Array([0xff, 0xd8])
  await new Promise((resolve) => setTimeout(resolve, 20))
  await store.progress.set(frame, { phase: 'template', step: 1, steps: 2, preview })
  await store.progress.set('stranger', { phase: 'template', step: 1, steps: 2, preview })
  await changes.publish({ kind: 'frame', id: 'x', threadId: `discord:g:${foreign.id}` })
  await changes.publish({ kind: 'frame', id: 'x', threadId: 'web:local:other' })
  await changes.publish({ kind: 'progress', id: 'stranger', threadId: undefined })
  await changes.publish({ kind: 'progress', id: frame, threadId: 'web:local:t' })
  await changes.publish({ kind: 'frame', id: frame, threadId: 'web:local:t' })
  const events = await read(response, 3)
  const told = events.map(({ event, data }) => [event, JSON.parse(data)])
  expect(told).toContainEqual(['change', { kind: 'hello' }])
  expect(told).toContainEqual(['change', { kind: 'frame', id: frame }])
  expect(told).toContainEqual([
    'progress',
    { id: frame, phase: 'template', step: 1, steps: 2, preview: 'data:image/jpeg;base64,/9g=' },
  ])
})

test('a character that moves in one web thread is told in all of them', async () => {
  const world = await webWorld()
  const response = await world.get('/api/threads/other/events')
  await new Promise((resolve) => setTimeout(resolve, 20))
  await world.changes.publish({ kind: 'character', id: 'c', threadId: 'web:local:t' })
  const events = await read(response, 2)
  expect(JSON.parse(events[1]!.data)).toEqual({ kind: 'character', id: 'c' })
})

test('a bad thread name has no events', async () => {
  const { get } = await webWorld()
  expect((await get('/api/threads/a:b/events')).status).toBe(404)
})
