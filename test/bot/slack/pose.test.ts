import sharp from 'sharp'
import { afterEach, describe, expect, test } from 'vitest'
import { modes } from '../../doubles/slack/client.ts'
import { isFrame, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'lime' } })
  .jpeg()
  .toBuffer()

describe.each(modes)('in %s mode', (mode) => {
  let here: TroupeOnSlack
  afterEach(async () => {
    await here.end()
    expect(here.complaints).toEqual([])
  })

  /** A frame is drawn, and Ann is asked for the next one. */
  async function asked() {
    here = await troupeOnSlack({}, { mode })
    const { ann, thread } = await begunStory(here)
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    await here.message(thread, isFrame, 'the wait')
    await here.draw()
    const first = await here.message(thread, withPicture, 'the frame')
    const view = await ann.click(first, 'Next').view()
    const frames = () => here.store.frames.inThread(here.tenant.id, here.threadIdOf(thread))
    return { ann, thread, view, frames }
  }

  test('the window for the next frame takes the picture of a pose', async () => {
    const { ann, thread, view, frames } = await asked()
    const filled = { prompt: 'Mira sits in a park', pose: { filename: 'pose.jpg', bytes } }
    await ann.submit(view, filled).acked()
    await here.message(thread, ({ text }) => text.includes('Mira sits'), 'the next frame')
    const [, frame] = await frames()
    const kept = await here.troupe.pictures.get(frame!.pose!)
    const { format, width, height } = await sharp(kept!).metadata()
    expect([format, width, height]).toEqual(['png', 30, 20])
  })

  test('it may be left out, and what is no picture is refused in a sentence', async () => {
    const { ann, thread, view, frames } = await asked()
    const pose = { filename: 'pose.png', bytes: new TextEncoder().encode('no picture') }
    await ann.submit(view, { prompt: 'Mira sits in a park', pose }).acked()
    const sentence = 'What was attached is no whole PNG, JPEG or WebP picture.'
    const whispered = () => here.channel.ephemeral.find(({ text }) => text === sentence)
    const said = await here.slack.waitFor(whispered, 'the sentence')
    expect(said.onlyFor?.id).toBe(ann.id)
    expect(await frames()).toHaveLength(1)
    const first = await here.message(thread, withPicture, 'the frame')
    const again = await ann.click(first, 'Next').view()
    await ann.submit(again, { prompt: 'Mira walks in a park' }).acked()
    await here.message(thread, ({ text }) => text.includes('Mira walks'), 'the next frame')
    expect((await frames())[1]?.pose).toBeUndefined()
  })
})
