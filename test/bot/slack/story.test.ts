import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modes } from '../../doubles/slack/client.ts'
import type { ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { Person } from '../../doubles/slack/people/person.ts'
import { altOf, isFrame, labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

describe.each(modes)('in %s mode', (mode) => {
  let here: TroupeOnSlack
  let ann: Person
  let ben: Person
  let thread: ThreadHandle

  beforeEach(async () => {
    here = await troupeOnSlack({}, { mode })
    ;({ ann, thread } = await begunStory(here))
    ben = here.workspace.member({ name: 'Ben' })
  })
  afterEach(async () => {
    await here.end()
    expect(here.complaints).toEqual([])
  })

  async function drawnFrame() {
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    await here.message(thread, isFrame, 'the wait')
    await here.draw()
    return here.message(thread, withPicture, 'the frame')
  }

  test('a character is one message: from the wait to the portrait, with alt text', async () => {
    const it = ann.slash(here.channel, '/character add Tomas old man with short hair')
    expect((await it.answer()).text).toContain('Tomas')
    const waiting = await here.message(here.channel, ({ text }) => /waits/i.test(text), 'the wait')
    expect(withPicture(waiting)).toBe(false)
    await here.findFaces()
    const found = await here.message(
      here.channel,
      (one) => one.ts === waiting.ts && withPicture(one),
      'the portrait',
    )
    expect(altOf(found)).toBe('Portrait of Tomas: old man with short hair')
  })

  test('anybody goes on in the thread by mentioning Troupe', async () => {
    await ben.mention(thread, '@Troupe next Mira in a park').acked()
    const waiting = await here.message(thread, isFrame, 'the frame')
    expect(waiting.text).toContain('told by Ben')
    expect(labelsOf(waiting)).toEqual(['Cancel'])
    await here.draw()
    const drawn = await here.message(thread, withPicture, 'the picture')
    expect(drawn.ts).toBe(waiting.ts)
    expect(altOf(drawn)).toBe('Frame 1: Mira in a park')
    expect(labelsOf(drawn)).toEqual(['Next', 'Redo', 'Edit prompt', 'Undo', 'Before', 'Info'])
  })

  test('a long thread is looked through from the time of the frame on, not from its beginning', async () => {
    await drawnFrame()
    const looks = here.slack.requests.filter(({ method }) => method === 'conversations.replies')
    const oldest = looks.map(({ given }) => Number((given as { oldest: string }).oldest))
    expect(oldest.length).toBeGreaterThan(0)
    const hour = 3600
    for (const from of oldest) expect(Date.now() / 1000 - from).toBeLessThan(hour)
  })

  test('the buttons of a frame draw on, draw again, in other words, and take it out', async () => {
    const first = await drawnFrame()
    const next = await ben.click(first, 'Next').view()
    await ben.submit(next, { prompt: 'Mira reading under a tree' }).acked()
    const isSecond = ({ ts, text }: { ts: string; text: string }) =>
      ts !== first.ts && text.includes('2 · Mira reading under a tree')
    await here.message(thread, isSecond, 'the second frame')
    await here.draw()
    const second = await here.message(thread, (one) => isSecond(one) && withPicture(one), '2')
    await ann.click(second, 'Redo').acked()
    const isNewer = ({ ts }: { ts: string }) => Number(ts) > Number(second.ts)
    await here.message(thread, (one) => isNewer(one) && labelsOf(one)[0] === 'Cancel', 'the wait')
    await here.draw()
    const again = await here.message(thread, (one) => isNewer(one) && withPicture(one), 'the redo')
    const edit = await ann.click(again, 'Edit prompt').view()
    expect(edit.body.blocks[0]?.element?.initial_value).toBe('Mira reading under a tree')
    await ann.submit(edit, { prompt: 'Mira sits in a park' }).acked()
    const isEdited = ({ text }: { text: string }) => text.includes('Mira sits')
    await here.message(thread, isEdited, 'the wait')
    await here.draw()
    const edited = await here.message(
      thread,
      (one) => isEdited(one) && withPicture(one),
      'the edit',
    )
    await ann.click(edited, 'Undo').acked()
    await here.message(thread, (one) => one.ts === edited.ts && !withPicture(one), 'undo')
  })

  test('what concerns one person only they see', async () => {
    const frame = await drawnFrame()
    const shown = thread.messages.length
    const before = await ben.click(frame, 'Before').answer()
    expect(before.onlyFor?.id).toBe(ben.id)
    expect(withPicture(before)).toBe(true)
    const info = await ben.click(frame, 'Info').answer()
    expect(info.text).toMatch(/seed/i)
    const wrong = ben.mention(thread, '@Troupe next Nobody at all')
    await here.slack.waitFor(() => wrong.ephemeral[0], 'the answer')
    expect(wrong.ephemeral[0]?.onlyFor?.id).toBe(ben.id)
    expect(thread.messages.filter(({ author }) => author.isBot)).toHaveLength(shown - 1)
  })

  test('a frame that waits is cancelled by its button', async () => {
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    const waiting = await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the frame')
    await ann.click(waiting, 'Cancel').acked()
    await here.message(thread, ({ text }) => text.endsWith('Cancelled.'), 'the cancelled frame')
  })

  test('progress is shown in the same message', async () => {
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    const waiting = await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the frame')
    const preview = Uint8Array.of(1, 2, 3)
    const finish = await here.beginDrawing({ phase: 'template', step: 3, steps: 20, preview })
    const look = await here.message(thread, ({ text }) => text.includes('step 3 of 20'), 'steps')
    expect(look.ts).toBe(waiting.ts)
    await finish()
    expect((await here.message(thread, withPicture, 'the picture')).ts).toBe(waiting.ts)
  })

  test('what is missing is asked for in a window', async () => {
    const add = await ben.slash(here.channel, '/character').view()
    await ben.submit(add, { name: 'Tomas', description: 'old man with short hair' }).acked()
    await here.message(here.channel, ({ text }) => text.includes('Tomas'), 'the character')
    const start = await ben.slash(here.channel, '/story start mode:turns').view()
    await ben.submit(start, { title: 'The well' }).acked()
    await here.message(here.channel, ({ text }) => text.includes('The well'), 'the story')
    const show = await ben.slash(here.channel, '/character show').view()
    const asked = ben.submit(show, { name: 'Mira' })
    await asked.acked()
    const isShown = () => here.channel.ephemeral.find((one) => withPicture(one))
    expect((await here.slack.waitFor(isShown, 'the portrait')).onlyFor?.id).toBe(ben.id)
  })

  test('the shortcut on a message of the thread asks for the next frame', async () => {
    const frame = await drawnFrame()
    const view = await ben.shortcut(frame, 'next_frame').view()
    await ben.submit(view, { prompt: 'Mira walks by a lake' }).acked()
    await here.message(thread, ({ text }) => text.includes('2 · Mira walks'), 'the second frame')
  })

  test('whoever speaks of a story in the wrong way reads how it is done', async () => {
    const lost = await ben.slash(here.channel, '/story next Mira in a park').answer()
    expect(lost.text).toContain('@Troupe next they find the door')
    const strange = ben.mention(thread, '@Troupe they find the door')
    const told = await here.slack.waitFor(() => strange.ephemeral[0], 'the explanation')
    expect(told.text).toContain('Slack runs no slash commands in threads')
    ben.mention(thread, '@Troupe /story next Mira in a park')
    await here.message(thread, ({ text }) => text.includes('told by Ben'), 'the frame')
  })

  test('the home shows cast, stories and settings', async () => {
    await ben.openHome().acked()
    const home = await here.slack.waitFor(() => ben.home, 'the home')
    const words = JSON.stringify(home.body.blocks)
    expect(words).toContain('Mira: young woman with long red hair')
    expect(words).toContain('slack_file')
    expect(words).toContain('The lighthouse')
    expect(words).toContain('100 frames a day for each')
    expect(words).toContain('Admins of the workspace change them')
  })
})
