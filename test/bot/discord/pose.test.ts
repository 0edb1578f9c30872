import sharp from 'sharp'
import { afterEach, expect, test } from 'vitest'
import { smallLanguage } from '../../commands/world.ts'
import { memoryStore } from '../../fakes/memory-store.ts'
import { begunStory, type TroupeOnDiscord, troupeOnDiscord } from './troupe.ts'

let here: TroupeOnDiscord
afterEach(async () => {
  expect(here.discord.violations).toEqual([])
  expect(here.complaints).toEqual([])
  await here.close()
})

const drawing = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'lime' } })
  .webp()
  .toBuffer()
const pose = { filename: 'pose.webp', contentType: 'image/webp', bytes: new Uint8Array(drawing) }

const frames = () => here.store.frames.inThread(here.tenant.id, threadId)
let threadId: string

test('a frame is told with an attached picture, which is kept as a PNG before it is answered', async () => {
  here = await troupeOnDiscord()
  const { ann, thread } = await begunStory(here)
  threadId = here.threadIdOf(thread)
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park', pose }).answered()
  await here.message(thread, ({ content }) => content.includes('told by'), 'the frame')
  const [frame] = await frames()
  expect(frame).toMatchObject({ prompt: 'Mira in a park' })
  expect(frame?.pose).toMatch(new RegExp(`^poses/${here.tenant.id}/[0-9a-f]{12}\\.png$`))
  const kept = await here.troupe.pictures.get(frame!.pose!)
  const { format, width, height } = await sharp(kept!).metadata()
  expect([format, width, height]).toEqual(['png', 30, 20])
})

test('what is no picture is refused in a sentence for whoever asked, and nothing is told', async () => {
  here = await troupeOnDiscord()
  const { ann, thread } = await begunStory(here)
  threadId = here.threadIdOf(thread)
  const text = { ...pose, bytes: new TextEncoder().encode('<svg/>') }
  const it = ann.slash(thread, 'story next', { prompt: 'Mira in a park', pose: text })
  const message = await it.written()
  expect(message.content).toBe('What was attached is no whole PNG, JPEG or WebP picture.')
  expect(message.onlyFor?.id).toBe(ann.id)
  expect(await frames()).toEqual([])
})

test('a model that draws no poses says so, and no picture is fetched', async () => {
  here = await troupeOnDiscord({}, memoryStore(), { ...smallLanguage, drawsPoses: false })
  const { ann, thread } = await begunStory(here)
  threadId = here.threadIdOf(thread)
  const it = ann.slash(thread, 'story next', { prompt: 'Mira in a park', pose })
  expect((await it.written()).content).toContain('draws no poses')
  expect(await frames()).toEqual([])
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park' }).answered()
  await here.message(thread, ({ content }) => content.includes('told by'), 'the frame')
  expect(await frames()).toHaveLength(1)
})
