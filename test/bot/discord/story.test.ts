import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChannelHandle } from '../../doubles/discord/people/channel.ts'
import type { Person } from '../../doubles/discord/people/person.ts'
import { labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnDiscord, troupeOnDiscord } from './troupe.ts'

let here: TroupeOnDiscord
let ann: Person
let ben: Person
let thread: ChannelHandle

beforeEach(async () => {
  here = await troupeOnDiscord()
  ;({ ann, thread } = await begunStory(here))
  ben = here.guild.member({ name: 'Ben' })
})
afterEach(async () => {
  expect(here.discord.violations).toEqual([])
  expect(here.complaints).toEqual([])
  await here.close()
})

async function drawnFrame() {
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park' }).written()
  await here.draw()
  return here.message(thread, withPicture, 'the frame')
}

test('a character is one message: from the wait to the portrait, with alt text', async () => {
  const it = ann.slash(here.channel, 'character add', {
    name: 'Tomas',
    description: 'old man with short hair',
  })
  expect(await it.answered()).toBe('deferred')
  expect((await it.written()).content).toContain('Tomas')
  const waiting = await here.message(
    here.channel,
    ({ content }) => /waits/i.test(content),
    'the wait',
  )
  expect(waiting.attachments).toEqual([])
  await here.findFaces()
  const found = await here.message(
    here.channel,
    (one) => one.id === waiting.id && withPicture(one),
    'the portrait',
  )
  expect(found.attachments[0]?.description).toBe('Portrait of Tomas: old man with short hair')
})

test('a story opens a thread, and anybody in it goes on', async () => {
  expect(thread.name).toBe('The lighthouse')
  await ben.slash(thread, 'story next', { prompt: 'Mira in a park' }).written()
  const waiting = await here.message(
    thread,
    ({ content }) => content.includes('told by'),
    'the frame',
  )
  expect(waiting.content).toContain('told by Ben')
  expect(labelsOf(waiting)).toEqual(['Cancel'])
  await here.draw()
  const drawn = await here.message(thread, withPicture, 'the picture')
  expect(drawn.id).toBe(waiting.id)
  expect(drawn.attachments[0]).toMatchObject({ description: 'Frame 1: Mira in a park' })
  expect(labelsOf(drawn)).toEqual(['Next', 'Redo', 'Edit prompt', 'Undo', 'Before', 'Info'])
})

test('the buttons of a frame draw on, draw again, in other words, and take it out', async () => {
  const first = await drawnFrame()
  const next = await ben.click(first, 'Next').modal()
  await ben.submit(next, { prompt: 'Mira reading under a tree' }).written()
  await here.draw()
  const second = await here.message(thread, (one) => one.id !== first.id && withPicture(one), '2')
  expect(second.content).toContain('**2** · Mira reading under a tree')
  await ann.click(second, 'Redo').written()
  await here.draw()
  const isNewer = ({ id }: { id: string }) => BigInt(id) > BigInt(second.id)
  const again = await here.message(thread, (one) => isNewer(one) && withPicture(one), 'the redo')
  expect(again.content).toContain('**2** ·')
  const edit = await ann.click(again, 'Edit prompt').modal()
  await ann.submit(edit, { prompt: 'Mira sits in a park' }).written()
  await here.draw()
  const edited = await here.message(
    thread,
    (one) => withPicture(one) && one.content.includes('Mira sits'),
    'the edit',
  )
  await ann.click(edited, 'Undo').answered()
  await here.message(
    thread,
    ({ id, attachments }) => id === edited.id && attachments.length === 0,
    'undo',
  )
})

test('what concerns one person only they see', async () => {
  const frame = await drawnFrame()
  const shown = thread.messages.length
  const before = await ben.click(frame, 'Before').written()
  expect(before.onlyFor?.id).toBe(ben.id)
  expect(before.attachments).toHaveLength(1)
  const info = await ben.click(frame, 'Info').written()
  expect(info.content).toMatch(/seed/i)
  const wrong = await ben.slash(thread, 'story next', { prompt: 'Nobody at all' }).written()
  expect(wrong.onlyFor?.id).toBe(ben.id)
  expect(thread.messages).toHaveLength(shown)
})

test('names and styles are completed as people type', async () => {
  const values = async (...asked: Parameters<Person['autocomplete']>) =>
    (await ben.autocomplete(...asked)).map(({ value }) => value)
  expect(await values(here.channel, 'character show', { name: 'mi' }, 'name')).toEqual(['Mira'])
  expect(await values(here.channel, 'character show', { name: 'ra' }, 'name')).toEqual(['Mira'])
  expect(await values(here.channel, 'story start', { style: 'wat' }, 'style')).toEqual([
    'watercolor',
  ])
  await drawnFrame()
  expect(await values(thread, 'story redo', { frame: '' }, 'frame')).toEqual(['1'])
})

test('a frame that waits is cancelled by its button', async () => {
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park' }).written()
  const waiting = await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the frame')
  await ann.click(waiting, 'Cancel').answered()
  await here.message(thread, ({ content }) => content.endsWith('Cancelled.'), 'the cancelled frame')
})

test('progress and a first look are shown in the same message', async () => {
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park' }).written()
  const waiting = await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the frame')
  const preview = Uint8Array.of(1, 2, 3)
  const finish = await here.beginDrawing({ phase: 'template', step: 3, steps: 20, preview })
  const look = await here.message(
    thread,
    ({ content }) => content.includes('step 3 of 20'),
    'steps',
  )
  expect(look.id).toBe(waiting.id)
  expect(look.attachments[0]?.filename).toBe('preview.webp')
  await finish()
  const drawn = await here.message(
    thread,
    ({ attachments }) => attachments[0]?.filename === 'frame-1.png',
    'the picture',
  )
  expect(drawn.id).toBe(waiting.id)
})
