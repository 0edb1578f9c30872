import sharp from 'sharp'
import { expect, test } from 'vitest'
import { mostBytes } from '../../../bot/poses/fetch-picture.ts'
import { webTenant } from '../../../bot/web/app-context.ts'
import type { Language } from '../../../story/artist.ts'
import { type WebWorld, webWorld } from './web-world.ts'

const drawing = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'lime' } })
  .webp()
  .toBuffer()

const read = async (answer: Response) => JSON.parse(await answer.text())

const upload = ({ app }: WebWorld, body: Uint8Array, headers: Record<string, string> = {}) =>
  app.request('/api/poses', {
    method: 'POST',
    headers: { host: 'localhost:4000', 'content-type': 'image/webp', ...headers },
    body,
  })

test('a picture is kept, and the frame that names its word has it', async () => {
  const world = await webWorld()
  const answer = await upload(world, drawing)
  expect(answer.status).toBe(200)
  const { pose } = await read(answer)
  await world.say('/character add Mira a young woman with red hair')
  await world.say('/story start The lighthouse')
  const told = await world.say(`/story next Mira in a library pose:${pose}`)
  const tenant = await webTenant(world.store)
  const frame = await world.store.frames.get(tenant.id, told.body.reply.made.frameId)
  expect(frame?.pose).toBe(`poses/${tenant.id}/${pose}.png`)
  expect((await sharp((await world.pictures.get(frame!.pose!))!).metadata()).format).toBe('png')
})

test('the page is told whether the model draws poses, and one that does not says so', async () => {
  const world = await webWorld()
  const listed = await read(await world.get('/api/commands'))
  expect(listed.drawsPoses).toBe(true)
  const words = {
    model: 'storybook',
    encoder: 'e',
    styles: [],
    classWords: [],
    classWordOf: () => undefined,
  }
  const language: Language = {
    ...{ ...words, drawsPoses: false },
    ...{ unknownWords: () => [], readAs: () => [] },
  }
  const plain = await webWorld({ languages: [language] })
  expect((await read(await plain.get('/api/commands'))).drawsPoses).toBe(false)
  const refused = await upload(plain, drawing)
  expect(refused.status).toBe(400)
  expect((await read(refused)).error).toMatchObject({
    code: 'cannot-draw',
    sentence: expect.stringContaining('storybook, the model that draws here, draws no poses'),
  })
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'a form of another page cannot send it as %s',
  async (type) => {
    expect((await upload(await webWorld(), drawing, { 'content-type': type })).status).toBe(415)
  },
)

test('another page, another name, too much and no picture are refused, and nothing is kept', async () => {
  const world = await webWorld()
  const foreign = await upload(world, drawing, { origin: 'https://evil.example' })
  expect(foreign.status).toBe(403)
  expect((await upload(world, drawing, { host: 'evil.example:4000' })).status).toBe(403)
  const large = await upload(world, new Uint8Array(mostBytes + 1))
  expect([large.status, (await read(large)).error.sentence]).toEqual([
    413,
    'The attached picture may have up to 8 MB.',
  ])
  const text = await upload(world, new TextEncoder().encode('hello'))
  expect([text.status, (await read(text)).error.code]).toEqual([400, 'no-picture'])
  await world.store.attached.discard(new Date(Date.now() + 60_000))
  expect(await world.store.discarded.some()).toEqual([])
})

test('commands are JSON still, and small', async () => {
  const world = await webWorld()
  const command = { thread: 't', user: 'N', text: '/help' }
  expect((await world.post('/api/commands', command, { 'content-type': 'image/png' })).status).toBe(
    415,
  )
  expect((await world.post('/api/commands', 'x'.repeat(70_000))).status).toBe(413)
})
