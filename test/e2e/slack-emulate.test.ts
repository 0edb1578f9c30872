import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSigner } from '../../bot/signing.ts'
import { connectSlack } from '../../bot/slack/connect.ts'
import { eventsPath } from '../../bot/slack/http.ts'
import { slackThreadId } from '../../bot/slack/said.ts'
import { openVault } from '../../bot/vault.ts'
import type { Artist } from '../../story/artist.ts'
import { createRandom } from '../../training/random.ts'
import {
  labelsOf,
  messagesIn,
  type Place,
  type Someone,
  type Stored,
  somebody,
} from '../doubles/emulate/person.ts'
import { type EmulatedSlack, startEmulatedSlack, tokenOf } from '../doubles/emulate/slack.ts'
import { newBrowser } from '../doubles/slack/browser.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { memorySlackInstallations } from '../fakes/memory-slack-installations.ts'
import { type ChatTroupe, openChatTroupe } from './chat-troupe.ts'
import { freePort } from './troupe.ts'

/** So many bytes that they do not come in one piece. */
async function noise(seed: number): Promise<Uint8Array> {
  const [size, random] = [300, createRandom(seed)]
  const pixels = Uint8Array.from({ length: size * size * 3 }, () => random.integer(0, 255))
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer()
}

/** Draws noise at once, but what is in a library only while the library is open. */
function openArtist() {
  const quick = fakeArtist()
  let gate = Promise.resolve()
  let open = (): void => {}
  const artist: Artist = {
    ...quick,
    async draw(request, hooks) {
      if (/library/.test(request.prompt)) {
        hooks.onProgress({ phase: 'template', step: 3, steps: 20, preview: undefined })
        const stopped = new Promise((go) => hooks.signal.addEventListener('abort', go))
        await Promise.race([gate, stopped])
      }
      const drawn = await quick.draw(request, hooks)
      return { ...drawn, image: await noise(request.seed), template: await noise(request.seed + 1) }
    },
  }
  const library = {
    close() {
      gate = new Promise((resolve) => {
        open = resolve
      })
    },
    open: () => open(),
  }
  return { artist, library }
}

const everyButton = ['Next', 'Redo', 'Edit prompt', 'Undo', 'Before', 'Info']
const patience = { timeout: 40_000, interval: 50 }

/**
 * The Web API half of Slack as the npm package `emulate` has it: OAuth with its page, scopes, messages, threads,
 * updates, windows, files. Each picture must come back byte for byte. The steps stand on one another.
 *
 * Left out, because `emulate` 0.12.2 has nothing of the kind: Socket Mode; commands, clicks and mentions (sent here,
 * signed); retries of events; response URLs; files that are not ready at once, and blocks refused for them; 429;
 * `apps.uninstall` and `auth.revoke`. An archived channel refuses only new messages there, not changes of old ones.
 */
describe('a story told on a Slack that nobody here wrote', () => {
  const { artist, library } = openArtist()
  let slack: EmulatedSlack
  let troupe: ChatTroupe
  let publicUrl: string
  let ann: Someone
  let ben: Someone
  let channel: string
  let thread: Place

  beforeAll(async () => {
    const port = await freePort()
    publicUrl = `http://127.0.0.1:${port}`
    slack = await startEmulatedSlack(`${publicUrl}/slack/oauth_redirect`)
    const rows = memorySlackInstallations()
    const key = new Uint8Array(32).fill(7)
    const [vault, signer] = [openVault([key]), openSigner('slack pictures', [key])]
    troupe = await openChatTroupe(artist, (speaking) =>
      connectSlack({
        ...speaking,
        way: {
          by: 'http',
          ...slack.app,
          stateSecret: 'a secret of our own',
          ...{ publicUrl, host: '127.0.0.1', port, signer, vault, rows },
        },
        api: slack.api,
        pauseMs: 5,
        lookMs: 100,
      }),
    )
    await troupe.connect()
  })
  afterAll(async () => {
    await troupe?.close()
    await slack?.close()
  })

  /** The newest message that fits. */
  async function shown(place: Place, fits: (one: Stored) => boolean): Promise<Stored> {
    let found: Stored | undefined
    const look = async () => {
      found = (await messagesIn(slack, place)).findLast(fits)
      return found !== undefined
    }
    await expect.poll(look, patience).toBe(true)
    return found!
  }
  const says = (words: string) => (one: Stored) => one.text.includes(words)
  const pictureOf = ({ blocks }: Stored) => blocks.find(({ type }) => type === 'image')
  const isDrawn = (words: string) => (one: Stored) =>
    says(words)(one) && pictureOf(one) !== undefined
  const drawn = (words: string) => shown(thread, isDrawn(words))
  const showing = async (words: string) => (await messagesIn(slack, thread)).filter(says(words))
  const tenant = () => troupe.store.tenant('slack', slack.team)
  const threadId = () => slackThreadId({ team: slack.team, ...thread, threadTs: thread.threadTs })

  async function framesNow() {
    return troupe.store.frames.inThread((await tenant()).id, threadId())
  }
  /** Whether a message's picture is that of our store. */
  async function expectSame(message: Stored, key: string | undefined): Promise<void> {
    const ours = await troupe.pictures.get(key!)
    const theirs = await slack.download(pictureOf(message)!.slack_file!.id)
    expect(theirs.equals(ours!)).toBe(true)
  }

  test('whoever installs it goes through the page that asks, and back', async () => {
    const browser = newBrowser()
    const asking = await browser.visit(`${publicUrl}/slack/install`)
    expect([asking.status, asking.text.includes('Troupe')]).toEqual([200, true])
    const { status, text } = await browser.visit(await slack.allow(asking.text, 'Ann'))
    expect([status, text.includes('is installed in Readers')]).toEqual([200, true])
    channel = await slack.channelId('stories')
    ann = await somebody(slack, 'Ann', `${publicUrl}${eventsPath}`)
    ben = await somebody(slack, 'Ben', `${publicUrl}${eventsPath}`)
  })

  test('a character ends with the portrait in the message that began', async () => {
    await ann.slash(channel, '/character add Mira young woman with long red hair')
    const ready = await shown({ channel }, isDrawn('Mira'))
    expect(pictureOf(ready)?.alt_text).toBe('Portrait of Mira: young woman with long red hair')
    expect(ready.user).toBe(slack.botUserId)
    const [mira] = await troupe.store.characters.list((await tenant()).id)
    await expectSame(ready, mira?.portrait)
    expect(await messagesIn(slack, { channel })).toHaveLength(1)
    expect(ready.edited?.user).toBe(slack.botUserId)
    expect(ann.told().map(({ text }) => text)).toEqual([expect.stringContaining('Mira is added')])
  })

  test('a window asks for a title, and the story gets a thread of its own', async () => {
    const view = await ben.window('slash', { channel }, undefined, '/story')
    await ben.submit(view, { title: 'The <!channel> & *lighthouse*' })
    const starter = await shown({ channel }, says('a story begun by Ben'))
    expect(starter.text).toContain('The &lt;!channel&gt; &amp; *lighthouse*')
    thread = { channel, threadTs: starter.ts }
    const begun = await shown(thread, says('begins'))
    expect(begun.thread_ts).toBe(starter.ts)
    expect(labelsOf(begun)).toEqual(['Draw the first frame'])
  })

  test('two people tell frames by mentioning it; each is one message with its picture', async () => {
    await Promise.all([
      ann.mention(thread, 'next Mira in a park'),
      ben.mention(thread, 'next Mira in a garden'),
    ])
    for (const [place, name] of [
      ['a park', 'Ann'],
      ['a garden', 'Ben'],
    ] as const) {
      const message = await drawn(`Mira in ${place}`)
      expect(message.text).toContain(`told by ${name}`)
      expect(labelsOf(message)).toEqual(everyButton)
      expect(pictureOf(message)?.alt_text).toMatch(new RegExp(`^Frame \\d: Mira in ${place}$`))
      const frame = (await framesNow()).find(({ prompt }) => prompt.includes(place))
      await expectSame(message, frame?.image)
      expect(await showing(`· Mira in ${place}`)).toHaveLength(1)
    }
    const [starter] = await messagesIn(slack, thread)
    expect(starter?.reply_count).toBe(5)
  })

  test('what is stored is what was last written', async () => {
    const message = await drawn('Mira in a park')
    const written = slack.asked('chat.update').findLast(({ given }) => given.ts === message.ts)
    const { text, blocks } = written!.given
    expect({ text: message.text, blocks: message.blocks }).toEqual({ text, blocks })
  })

  test('Info and Before are for whoever asks, the picture too', async () => {
    const message = await drawn('Mira in a park')
    const count = (await messagesIn(slack, thread)).length
    await ben.click(thread, message, 'Info')
    const words = (said: string) =>
      expect.poll(() => JSON.stringify(ben.told().at(-1)), patience).toContain(said)
    await words('written by Ann: Mira in a park')
    await ben.click(thread, message, 'Before')
    await words('slack_file')
    const blocks = ben.told().at(-1)!.blocks as Stored['blocks']
    const frame = (await framesNow()).find(({ prompt }) => prompt === 'Mira in a park')
    await expectSame({ ...message, blocks }, frame?.template)
    expect(await messagesIn(slack, thread)).toHaveLength(count)
  })

  test('Next, and the shortcut on a message, ask in a window', async () => {
    const first = await drawn('Mira in a park')
    const next = await ben.window('click', thread, first, 'Next')
    await ben.submit(next, { prompt: 'Mira by a tree' })
    await drawn('3 · Mira by a tree')
    const shortcut = await ann.window('shortcut', thread, first, '')
    await ann.submit(shortcut, { prompt: 'Mira at a lake' })
    await drawn('4 · Mira at a lake')
  })

  test('Redo is another frame in the place of the first, and Undo brings the first back', async () => {
    const first = await drawn('4 · Mira at a lake')
    await ann.click(thread, first, 'Redo')
    const isAgain = (one: Stored) => one.ts > first.ts && isDrawn('4 · Mira at a lake')(one)
    const again = await shown(thread, isAgain)
    const [older, newer] = await Promise.all(
      [first, again].map((one) => slack.download(pictureOf(one)!.slack_file!.id)),
    )
    expect(newer!.equals(older!)).toBe(false)
    await ann.click(thread, again, 'Undo')
    const undone = await shown(thread, (one) => one.ts === again.ts && pictureOf(one) === undefined)
    expect(undone.text).toContain('Taken out of the story.')
    expect(labelsOf(undone)).toEqual([])
    expect(pictureOf(await drawn('4 · Mira at a lake'))).toBeDefined()
  })

  test('Edit prompt offers the words that stand there', async () => {
    const view = await ann.window('click', thread, await drawn('Mira at a lake'), 'Edit prompt')
    expect(view.blocks[0]?.element.initial_value).toBe('Mira at a lake')
    await ann.submit(view, { prompt: 'Mira at a pond' })
    await drawn('4 · Mira at a pond')
  })

  test('Cancel stops what is being drawn', async () => {
    library.close()
    await ben.mention(thread, 'next Mira in a library')
    const begun = await shown(thread, says('· Mira in a library'))
    expect(labelsOf(begun)).toEqual(['Cancel'])
    await ben.click(thread, begun, 'Cancel')
    const left = await shown(thread, (one) => one.ts === begun.ts && labelsOf(one).length === 0)
    expect(left.text).toContain('Cancelled.')
    library.open()
  })

  test('what was drawn while the bot was away is shown when it is back, in the same message', async () => {
    library.close()
    await ann.mention(thread, 'next Mira in an old library')
    const begun = await shown(thread, says('step 3 of 20'))
    await troupe.disconnect()
    library.open()
    await expect.poll(async () => (await framesNow()).at(-1)?.state, patience).toBe('drawn')
    await troupe.connect()
    expect((await drawn('Mira in an old library')).ts).toBe(begun.ts)
    expect(await showing('· Mira in an old library')).toHaveLength(1)
  })

  test('a message that was taken and whose answer was lost is not posted twice', async () => {
    slack.tap.loseNextAnswer('/api/chat.postMessage')
    await ann.mention(thread, 'next Mira on a bench')
    const message = await drawn('Mira on a bench')
    expect(await showing('· Mira on a bench')).toHaveLength(1)
    const key = JSON.stringify(message.metadata)
    const posts = slack
      .asked('chat.postMessage')
      .filter(({ given }) => JSON.stringify(given.metadata) === key)
    expect(posts.map(({ answer }) => answer.ts)).toEqual([message.ts])
  })

  test('a frame whose message somebody deleted is posted again', async () => {
    library.close()
    await ann.mention(thread, 'next Mira in a far library')
    const begun = await shown(thread, says('step 3 of 20'))
    await slack.call('chat.delete', { channel, ts: begun.ts })
    library.open()
    expect((await drawn('Mira in a far library')).ts > begun.ts).toBe(true)
    expect(await showing('· Mira in a far library')).toHaveLength(1)
  })

  test('in an archived channel, or a private one without it, people are told directly', async () => {
    const direct = async (person: Someone) => {
      const { channel } = await slack.call('conversations.open', { users: person.id })
      return { channel: (channel as { id: string }).id }
    }
    const old = await slack.channelId('old')
    await slack.call('conversations.archive', { channel: old }, tokenOf('Ann'))
    await ben.slash(old, '/story start The well')
    await shown(await direct(ben), says('That channel is archived.'))
    await ann.slash(await slack.channelId('closed'), '/story start The well')
    await shown(await direct(ann), says('/invite @Troupe'))
  })

  test('the home has the cast with portraits, the stories and the settings', async () => {
    await ben.openHome()
    const home = () => JSON.stringify(slack.asked('views.publish').at(-1)?.answer.view)
    await expect.poll(home, patience).toContain('Mira: young woman with long red hair')
    expect(home()).toContain('slack_file')
    expect(home()).toContain('lighthouse')
    expect(home()).toContain('100 frames a day for each')
  })

  test('nothing went wrong on the way but what was made to', () => {
    expect(troupe.complaints).toMatchObject([
      { sentence: 'http request failed fetch failed' },
      { err: { message: 'A request error occurred: fetch failed' } },
      { err: { cause: { reason: 'is_archived' } } },
      { err: { cause: { reason: 'not_in_channel' } } },
    ])
  })
})
