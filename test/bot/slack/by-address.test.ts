import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSigner } from '../../../bot/signing.ts'
import { pictureAddresses } from '../../../bot/slack/picture-addresses.ts'
import { modes } from '../../doubles/slack/client.ts'
import type { ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { Person } from '../../doubles/slack/people/person.ts'
import type { Message } from '../../doubles/slack/world.ts'
import { altOf, isFrame, labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

/** Where Slack does not take a picture as a file it fetches it from us, when it can reach us. */
describe.each(modes)('in %s mode', (mode) => {
  let here: TroupeOnSlack
  let ann: Person
  let thread: ThreadHandle

  beforeEach(async () => {
    here = await troupeOnSlack({}, { mode, isPublic: true, readyMs: 600 })
    ;({ ann, thread } = await begunStory(here))
  })
  afterEach(() => here.end())

  const addressOf = ({ blocks }: Message) =>
    blocks.find(({ type }) => type === 'image')?.image_url ?? ''
  const frameIds = async () =>
    (await here.store.frames.inThread(here.tenant.id, here.threadIdOf(thread))).map(({ id }) => id)

  /** A frame is asked for and drawn after that trouble has begun. */
  async function drawnIn(trouble: () => void): Promise<Message> {
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    await here.message(thread, isFrame, 'the frame')
    trouble()
    await here.draw()
    return here.message(thread, withPicture, 'the picture')
  }
  const noScope = () =>
    here.slack.faults.refuse('files.getUploadURLExternal', 'missing_scope', { times: 99 })

  test.each([
    ['is refused for good', noScope],
    [
      'has no room',
      () => here.slack.faults.refuse('files.completeUploadExternal', 'storage_limit_reached'),
    ],
    ['is not shown', () => here.slack.faults.refuse('chat.update', 'invalid_blocks')],
    ['breaks each time', () => here.slack.faults.fail('upload', { times: 99 })],
    ['never gets ready', () => here.slack.lookAtFilesFor(3_600_000)],
  ] as const)(
    'an upload that %s: one message, with the picture at our address',
    async (_, trouble) => {
      const drawn = await drawnIn(trouble)
      expect(thread.messages.filter(isFrame)).toEqual([drawn])
      expect(drawn.text).not.toContain('did not take')
      expect([altOf(drawn), labelsOf(drawn)[0]]).toEqual(['Frame 1: Mira in a park', 'Next'])
      const response = await fetch(addressOf(drawn))
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/png',
        'cache-control': 'private, max-age=86400',
        'x-content-type-options': 'nosniff',
      })
      const [id] = await frameIds()
      const bytes = Buffer.from(await response.arrayBuffer())
      expect(bytes).toEqual(await here.troupe.pictures.get(`frames/${id}`))
    },
  )

  test('trouble that passes is waited for, and the picture is a file', async () => {
    const drawn = await drawnIn(() =>
      here.slack.faults.refuse('files.getUploadURLExternal', 'internal_error', { times: 2 }),
    )
    expect(addressOf(drawn)).toBe('')
    expect(drawn.files).toHaveLength(1)
  })

  test.each(['acceptThenFail', 'acceptThenCut'] as const)(
    'a message with an address that stands there already (%s) is not posted twice',
    async (fault) => {
      await ann.mention(thread, '@Troupe next Mira in a park').acked()
      here.channel.delete(await here.message(thread, isFrame, 'the frame'))
      noScope()
      here.slack.faults[fault]('chat.postMessage')
      await here.draw()
      const told = await here.message(thread, withPicture, 'the picture')
      const [id = ''] = await frameIds()
      const state = async () => (await here.store.frames.get(here.tenant.id, id))?.state
      await expect.poll(state).toBe('posted')
      expect(thread.messages.filter(isFrame)).toEqual([told])
    },
  )

  test('what only one person sees has its picture too', async () => {
    const drawn = await drawnIn(noScope)
    const before = await ann.click(drawn, 'Before').answer()
    expect(before.onlyFor?.id).toBe(ann.id)
    expect((await fetch(addressOf(before))).status).toBe(200)
    expect(addressOf(before)).toContain('/template/')
  })

  test('what Slack cannot fetch either is told in words, once', async () => {
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    await here.message(thread, isFrame, 'the frame')
    here.slack.faults.refuse('chat.update', 'invalid_blocks', { times: 2 })
    await here.draw()
    const isTold = ({ text }: { text: string }) => text.includes('did not take a picture')
    const told = await here.message(thread, isTold, 'the words')
    expect(withPicture(told)).toBe(false)
    expect(thread.messages.filter(isFrame)).toEqual([told])
  })

  describe('an address', () => {
    let address: string
    beforeEach(async () => {
      address = addressOf(await drawnIn(noScope))
    })
    const ask = async (url: string, init: RequestInit = {}) => {
      const response = await fetch(url, init)
      const { status, headers } = response
      return { status, text: await response.text(), cached: headers.get('cache-control') }
    }

    test('that somebody changed, or that is over, opens nothing', async () => {
      const forged = { status: 403, text: 'This address is not one that Troupe made.\n' }
      expect(await ask(address.replace('/frame/', '/template/'))).toMatchObject(forged)
      expect(await ask(address.replace(/until=\d/, 'until=9'))).toMatchObject(forged)
      const strangers = openSigner('slack pictures', [new Uint8Array(32).fill(8)])
      const [id = ''] = await frameIds()
      const named = { team: here.workspace.id, of: 'frame', id } as const
      expect(await ask(pictureAddresses(here.publicUrl, strangers).of(named))).toMatchObject(forged)
      const lastYear = () => Date.now() - 366 * 86_400_000
      const expired = pictureAddresses(here.publicUrl, here.signer, lastYear).of(named)
      expect(await ask(expired)).toEqual({
        status: 403,
        text: 'This address was good for 365 days, and they are over. Ask for the picture again in Slack.\n',
        cached: 'no-store',
      })
      expect((await ask(`${here.publicUrl}/slack/pictures/`)).status).toBe(404)
      expect((await ask(address, { method: 'POST' })).status).toBe(405)
      expect(await ask(address, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
    })

    test('reaches into no other workspace', async () => {
      const [id = ''] = await frameIds()
      const addresses = pictureAddresses(here.publicUrl, here.signer)
      const theirs = { team: 'T0OTHER', of: 'frame', id } as const
      expect((await ask(addresses.of(theirs))).status).toBe(404)
      expect((await ask(addresses.of({ ...theirs, team: here.workspace.id }))).status).toBe(200)
    })

    test('opens nothing any more once its story is deleted', async () => {
      expect((await ask(address)).status).toBe(200)
      const [story] = await here.store.stories.list(here.tenant.id)
      await here.store.stories.remove(here.tenant.id, story!.story.id)
      expect(await ask(address)).toMatchObject({
        status: 404,
        text: 'There is no such picture any more.\n',
      })
    })
  })
})
