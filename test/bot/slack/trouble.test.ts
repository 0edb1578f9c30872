import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { saidSoFar } from '../../contracts/store-scene.ts'
import { modes } from '../../doubles/slack/client.ts'
import type { ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { Person } from '../../doubles/slack/people/person.ts'
import { isFrame, labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

describe.each(modes)('in %s mode', (mode) => {
  let here: TroupeOnSlack
  let ann: Person
  let thread: ThreadHandle

  beforeEach(async () => {
    here = await troupeOnSlack({}, { mode, readyMs: 600 })
    ;({ ann, thread } = await begunStory(here))
  })
  afterEach(() => here.end())

  const frames = () => thread.messages.filter(isFrame)
  const later = (ms: number) => new Promise((go) => setTimeout(go, ms))

  /** A frame that waits, and its message. */
  async function waitingFrame() {
    const asked = ann.mention(thread, '@Troupe next Mira in a park')
    await here.slack.waitFor(() => asked.ephemeral[0], 'the answer')
    return here.message(thread, isFrame, 'the frame')
  }

  test('a deleted message is posted again', async () => {
    const waiting = await waitingFrame()
    here.channel.delete(waiting)
    await here.draw()
    const drawn = await here.message(thread, withPicture, 'the picture')
    expect(drawn.ts).not.toBe(waiting.ts)
    expect(frames()).toHaveLength(1)
  })

  test.each([
    ['archived', 'That channel is archived.'],
    ['left', 'I am not in that channel.'],
  ] as const)('a channel that is %s: whoever asked hears of it', async (what, sentence) => {
    await waitingFrame()
    if (what === 'archived') here.channel.archive()
    else here.channel.kickBot()
    await here.draw()
    const told = await here.message(ann.dm(), () => true, 'the direct message')
    expect(told.text).toContain('Frame 1 is ready, but I cannot show it where it belongs.')
    expect(told.text).toContain(sentence)
    await later(300)
    expect(ann.dm().messages).toHaveLength(1)
    expect(await here.store.deliveries.claimNext('slack')).toBeUndefined()
  })

  test('a channel without the bot: whoever asks reads how to invite it', async () => {
    const other = here.workspace.channel({ name: 'quiet', withBot: false })
    const ben = here.workspace.member({ name: 'Ben' })
    const told = await ben.slash(other, '/story start The well').answer()
    expect(told.text).toContain('/invite @Troupe')
  })

  test('an answer of 500 after accepting does not post twice', async () => {
    here.slack.faults.acceptThenFail('chat.postMessage')
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    await here.message(thread, isFrame, 'the frame')
    await here.draw()
    await here.message(thread, withPicture, 'the picture')
    await later(300)
    expect(frames()).toHaveLength(1)
  })

  test('a message that stands there already is found after a restart, and brought up to date', async () => {
    here.slack.faults.acceptThenCut('chat.postMessage')
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    await here.slack.waitFor(() => frames()[0], 'the frame')
    await here.disconnect()
    await here.draw()
    await here.connect()
    await here.message(thread, withPicture, 'the picture')
    expect(frames()).toHaveLength(1)
  })

  test('429 is waited for', async () => {
    const waiting = await waitingFrame()
    here.slack.faults.rateLimit('chat.update', { times: 1, retryAfter: 1 })
    await here.draw()
    const drawn = await here.message(thread, withPicture, 'the picture')
    expect(drawn.ts).toBe(waiting.ts)
  })

  test('what cannot be stored is not acknowledged before the person reads why', async () => {
    const receive = vi.spyOn(here.store.commands, 'receive')
    let store = (): void => {}
    receive.mockImplementationOnce(
      () => new Promise((_, reject) => (store = () => reject(new Error('connection refused')))),
    )
    const asked = ann.slash(here.channel, '/story list')
    const isAcked = asked.acked().then(() => true)
    expect(await Promise.race([isAcked, later(300)])).toBeUndefined()
    store()
    expect((await asked.answer()).text).toMatch(/try again|went wrong/)
  })

  test('who somebody is may take Slack long: what they say is carried out all the same', async () => {
    const ben = here.workspace.member({ name: 'Ben' })
    here.slack.faults.hang('users.info')
    const asked = ben.slash(here.channel, '/character list')
    expect((await asked.answer()).text).toContain('Mira')
  })

  test('what is sent twice runs once', async () => {
    const asked = ann.mention(thread, '@Troupe next Mira in a park')
    await asked.acked()
    await here.message(thread, isFrame, 'the frame')
    here.slack.resend(asked)
    await later(500)
    expect(frames()).toHaveLength(1)
    const tenantFrames = await here.store.frames.inThread(here.tenant.id, here.threadIdOf(thread))
    expect(tenantFrames).toHaveLength(1)
  })

  test.runIf(mode === 'socket')(
    'a broken connection: what is asked afterwards is answered',
    async () => {
      here.slack.dropSockets()
      await here.slack.waitFor(() => here.slack.connections === 0, 'the end of the connection')
      await here.slack.waitFor(() => here.slack.connections === 1, 'the new connection')
      await waitingFrame()
      expect(frames()).toHaveLength(1)
    },
  )

  test.runIf(mode === 'socket').each([
    ['breaks', () => here.slack.dropSockets()],
    ['is recycled by Slack', () => here.slack.askToReconnect()],
  ])('a connection that %s is there again before anybody notices', async (_, end) => {
    end()
    await here.slack.waitFor(() => here.slack.welcomes === 2, 'the new connection', 1500)
    await waitingFrame()
  })

  test.runIf(mode === 'socket')(
    'Slack cannot be reached when a connection ends: it comes back later',
    async () => {
      here.slack.faults.fail('apps.connections.open')
      here.slack.faults.cut('apps.connections.open')
      here.slack.faults.rateLimit('apps.connections.open')
      here.slack.dropSockets()
      await here.slack.waitFor(() => here.slack.welcomes === 2, 'the new connection')
      await waitingFrame()
    },
  )

  test.runIf(mode === 'socket')(
    'what is under way when a connection ends comes again, and is acknowledged once',
    async () => {
      const receive = here.store.commands.receive.bind(here.store.commands)
      const slowly = vi.spyOn(here.store.commands, 'receive')
      slowly.mockImplementation((...said) => later(800).then(() => receive(...said)))
      const asked = ann.mention(thread, '@Troupe next Mira in a park')
      await here.slack.waitFor(() => slowly.mock.calls.length === 1, 'the mention')
      here.slack.dropSockets()
      await here.slack.waitFor(() => slowly.mock.calls.length === 2, 'the mention again')
      await asked.acked()
      await here.message(thread, isFrame, 'the frame')
      await later(900)
      expect(frames()).toHaveLength(1)
      expect(here.slack.violations).toEqual([])
    },
  )

  test('a restart between the wait and the picture ends in the same message', async () => {
    const waiting = await waitingFrame()
    await here.disconnect()
    await here.draw()
    await here.connect()
    const drawn = await here.message(thread, withPicture, 'the picture')
    expect(drawn.ts).toBe(waiting.ts)
    expect(frames()).toHaveLength(1)
  })

  test('a command whose answer was never told is told after a restart, once', async () => {
    const said = {
      text: '/story next Mira in a park',
      sourceId: 'lost-1',
      threadId: here.threadIdOf(thread),
      channelId: here.channel.id,
      author: { id: ann.id, name: 'Ann' },
      manages: false,
    }
    // The bot was stopped right after it had carried the command out.
    const { carryOut } = await import('../../../commands/dispatch.ts')
    await carryOut(said, here.troupe)
    await carryOut({ ...said, sourceId: 'lost-2', text: '/story next Zed flies' }, here.troupe)
    await here.reconnect()
    await here.sweep()
    await here.sweep()
    await here.message(thread, isFrame, 'the frame')
    expect(frames()).toHaveLength(1)
    expect(thread.messages.filter(({ text }) => text.startsWith('Ann: '))).toHaveLength(1)
    expect(await here.store.commands.untold('slack', saidSoFar())).toEqual([])
  })

  // By HTTP Slack fetches them: by-address.test.ts.
  test.runIf(mode === 'socket').each([
    [
      'is refused for good',
      () =>
        here.slack.faults.refuse('files.getUploadURLExternal', 'file_uploads_disabled', {
          times: 99,
        }),
    ],
    ['is not shown', () => here.slack.faults.refuse('chat.update', 'invalid_blocks')],
    ['breaks each time', () => here.slack.faults.fail('upload', { times: 99 })],
    ['never gets ready', () => here.slack.lookAtFilesFor(3_600_000)],
  ] as const)('an upload that %s: the message says so, with a way on', async (_what, trouble) => {
    await waitingFrame()
    trouble()
    await here.draw()
    const told = await here.message(
      thread,
      ({ text }) => text.includes('did not take'),
      'the words',
    )
    expect(told.text).toContain('@Troupe show')
    expect(labelsOf(told)).toContain('Redo')
    here.slack.faults.clear()
    here.slack.lookAtFilesFor(0)
    const asked = ann.mention(thread, '@Troupe show')
    const shown = await here.slack.waitFor(() => asked.ephemeral.find(withPicture), 'the picture')
    expect(shown.onlyFor?.id).toBe(ann.id)
  })

  test('only the author of a frame or an admin cancels it', async () => {
    const waiting = await waitingFrame()
    const ben = here.workspace.member({ name: 'Ben' })
    const refused = await ben.click(waiting, 'Cancel').answer()
    expect(refused.onlyFor?.id).toBe(ben.id)
    expect(labelsOf(frames()[0]!)).toEqual(['Cancel'])
    const admin = here.workspace.member({ name: 'Mod', admin: true })
    await admin.click(waiting, 'Cancel').acked()
    await here.message(thread, ({ text }) => text.endsWith('Cancelled.'), 'the cancelled frame')
  })

  test('nobody can be pinged by a prompt, a name or a title', async () => {
    const ping = `<!channel> <@${ann.id}> & @here`
    await ann.mention(thread, `@Troupe next Mira in a park ${ping}`).acked()
    await here.message(thread, isFrame, 'the frame')
    await ann.slash(here.channel, `/story start ${ping}`).acked()
    await here.slack.waitFor(
      () => here.channel.messages.filter(({ text }) => text.includes('begun by')).length === 2,
      'the story',
    )
    const ours = [...here.channel.messages, ...here.channel.ephemeral].filter(
      ({ author }) => author.isBot,
    )
    expect(
      ours.filter(({ pings }) => pings.everyone || pings.users.length + pings.groups.length > 0),
    ).toEqual([])
  })

  test.each(['token_revoked', 'account_inactive'])(
    'a token that is refused with %s: what is drawn meanwhile waits, and is told when it is back',
    async (word) => {
      const waiting = await waitingFrame()
      here.slack.faults.refuse('chat.update', word, { times: 99 })
      await here.draw()
      const leftAt = async () => (await here.store.tenant('slack', here.workspace.id)).leftAt
      await expect.poll(leftAt, { timeout: 20_000 }).toBeInstanceOf(Date)
      await later(300)
      const untold = () => here.store.frames.inThread(here.tenant.id, here.threadIdOf(thread))
      expect((await untold()).map(({ state }) => state)).toEqual(['drawn'])
      expect(ann.dm().messages).toEqual([])
      expect(here.complaints.filter(({ sentence }) => /did not take/.test(sentence))).toHaveLength(
        1,
      )

      here.slack.faults.clear()
      await here.installAgain()
      const drawn = await here.message(thread, withPicture, 'the picture')
      expect(drawn.ts).toBe(waiting.ts)
      expect(await leftAt()).toBeUndefined()
      await ann.mention(thread, '@Troupe next Mira in a wood').acked()
      await here.message(thread, ({ text }) => text.includes('2 · Mira in a wood'), 'the next')
    },
  )

  test('that the app was removed is noted, and that it came back', async () => {
    const leftAt = async () => (await here.store.tenant('slack', here.workspace.id)).leftAt
    here.slack.uninstall(here.workspace)
    for (let i = 0; i < 100 && (await leftAt()) === undefined; i++) await later(20)
    expect(await leftAt()).toBeInstanceOf(Date)
    await here.installAgain()
    expect(await leftAt()).toBeUndefined()
  })
})
